using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Pulumi.Generator;

/// <summary>
/// Reads JSON (RFC 8259). A generator cannot bring System.Text.Json along without shipping its dependencies into every
/// compiler that loads it, and a schema needs little.
/// </summary>
public sealed class JsonReader
{
    private readonly string _text;
    private int _at;

    private JsonReader(string text) => _text = text;

    /// <summary>Reads a document whose root is an object.</summary>
    /// <exception cref="SchemaException">The text is not JSON, or its root is not an object.</exception>
    public static JsonObject Read(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value();
        reader.Space();
        return reader._at < text.Length
            ? throw reader.Error("nothing may follow the root object")
            : value as JsonObject ?? throw new SchemaException("the root is not an object", 0);
    }

    private object? Value()
    {
        Space();
        switch (Peek())
        {
            case '{': return Object();
            case '[': return Array();
            case '"': return String();
            case 't': return Word("true", true);
            case 'f': return Word("false", false);
            case 'n': return Word("null", null);
            default: return Number();
        }
    }

    private JsonObject Object()
    {
        var result = new JsonObject();
        _at++;
        Space();
        if (Taken('}'))
        {
            return result;
        }

        do
        {
            Space();
            var start = _at;
            var name = Peek() == '"' ? String() : throw Error("a member name is expected");
            Space();
            Expect(':');
            if (!result.TryAdd(name, Value()))
            {
                throw new SchemaException($"the member \"{name}\" is there twice", start);
            }

            Space();
        }
        while (Taken(','));
        Expect('}');
        return result;
    }

    private List<object?> Array()
    {
        var result = new List<object?>();
        _at++;
        Space();
        if (Taken(']'))
        {
            return result;
        }

        do
        {
            result.Add(Value());
            Space();
        }
        while (Taken(','));
        Expect(']');
        return result;
    }

    private string String()
    {
        var start = ++_at;
        while (_at < _text.Length && _text[_at] is not ('"' or '\\') && _text[_at] >= ' ')
        {
            _at++;
        }

        if (Peek() == '"')
        {
            return _text.Substring(start, _at++ - start);
        }

        var result = new StringBuilder(_text, start, _at - start, 64);
        while (Peek() != '"')
        {
            if (Peek() < ' ')
            {
                throw Error("the string does not end on its line");
            }

            result.Append(Taken('\\') ? Escaped() : _text[_at++]);
        }

        _at++;
        return result.ToString();
    }

    private char Escaped()
    {
        var escape = Peek();
        _at++;
        switch (escape)
        {
            case '"' or '\\' or '/': return escape;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default: throw Error("there is no such escape");
        }
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is (>= '0' and <= '9') or '-' or '+' or '.' or 'e' or 'E')
        {
            _at++;
        }

        var text = _text.Substring(start, _at - start);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new SchemaException("a value is expected", start);
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Error("a value is expected");
        }

        _at += word.Length;
        return value;
    }

    private void Space()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t')
        {
            _at++;
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool Taken(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Taken(expected))
        {
            throw Error($"'{expected}' is expected");
        }
    }

    private SchemaException Error(string message) => new(message, _at);
}
