using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pulumi.Serialization;

/// <summary>
/// Inputs that are sent as JSON text: all inputs of a provider that are not strings. The text is formatted as the engine's own
/// protocol formats it: spaces inside brackets, keys in order.
/// </summary>
internal static class JsonInput
{
    /// <param name="context">Names the property in error messages.</param>
    /// <param name="value">A value, an input or an output; null stays null.</param>
    public static Output<string>? Create(string context, object? value)
    {
        return value is null ? null : Output<string>.From(WriteAsync());

        async ValueTask<OutputData<string>> WriteAsync()
        {
            var output = value switch
            {
                IInput input => input.ToOutput(),
                IOutput given => given,
                _ => Output.Create(value),
            };
            var data = await output.GetDataAsync().ConfigureAwait(false);
            if (!data.IsKnown)
            {
                return data.Unknown<string>();
            }

            var serialized = await new PropertySerializer(context, marksInline: true).SerializeValueAsync(data.Value).ConfigureAwait(false);
            var text = new StringBuilder();
            Append(text, serialized);
            return data.With(text.ToString());
        }
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case double number:
                Append(text, number);
                break;
            case string content:
                Append(text, content);
                break;
            case ImmutableArray<object?> list:
                Append(text, '[', ']', list, static (text, item) => Append(text, item));
                break;
            case ImmutableDictionary<string, object?> map:
                Append(text, '{', '}', map.OrderBy(pair => pair.Key, StringComparer.Ordinal), static (text, pair) =>
                {
                    Append(text, pair.Key);
                    text.Append(": ");
                    Append(text, pair.Value);
                });
                break;
            default:
                throw new InvalidOperationException("Unsupported value when converting to protobuf: " + value.GetType().FullName);
        }
    }

    private static void Append<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var separator = " ";
        foreach (var item in items)
        {
            text.Append(separator);
            append(text, item);
            separator = ", ";
        }

        text.Append(' ').Append(close);
    }

    private static void Append(StringBuilder text, double number)
    {
        var digits = number.ToString("R", CultureInfo.InvariantCulture);
        text.Append(double.IsFinite(number) ? digits : $"\"{digits}\"");
    }

    private static void Append(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '<' or '>' or < ' ' or (>= '\u007f' and <= '\u00a0') or '\u00ad' or '\u2028' or '\u2029' =>
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
