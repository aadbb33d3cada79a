using System.Collections.Generic;
using System.Linq;

namespace Pulumi.Generator;

/// <summary>A JSON object that keeps the order of its members and names itself in complaints.</summary>
public sealed class JsonObject
{
    private readonly Dictionary<string, object?> _members = [];
    private readonly List<string> _names = [];

    /// <summary>The member names in the order of the file.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds a member; false if there is one of that name.</summary>
    public bool TryAdd(string name, object? value)
    {
        if (_members.ContainsKey(name))
        {
            return false;
        }

        _members.Add(name, value);
        _names.Add(name);
        return true;
    }

    /// <summary>The value of a member, null if there is none.</summary>
    public object? this[string name] => _members.TryGetValue(name, out var value) ? value : null;

    /// <summary>A member that is an object; an empty one if there is none.</summary>
    public JsonObject Object(string name, string path) => this[name] switch
    {
        null => new JsonObject(),
        JsonObject value => value,
        _ => throw new SchemaException($"{path}.{name} is not an object"),
    };

    /// <summary>A member that is a string; null if there is none.</summary>
    public string? String(string name, string path) => this[name] switch
    {
        null => null,
        string value => value,
        _ => throw new SchemaException($"{path}.{name} is not a string"),
    };

    /// <summary>A member that is a list of strings; empty if there is none.</summary>
    public IReadOnlyList<string> Strings(string name, string path) => this[name] switch
    {
        null => [],
        List<object?> values when values.All(each => each is string) => values.ConvertAll(each => (string)each!),
        _ => throw new SchemaException($"{path}.{name} is not a list of strings"),
    };

    /// <summary>A member that is a list of objects; empty if there is none.</summary>
    public IReadOnlyList<JsonObject> Objects(string name, string path) => this[name] switch
    {
        null => [],
        List<object?> values when values.All(each => each is JsonObject) => values.ConvertAll(each => (JsonObject)each!),
        _ => throw new SchemaException($"{path}.{name} is not a list of objects"),
    };

    /// <summary>A member that is true; false if there is none.</summary>
    public bool Flag(string name) => this[name] is true;
}
