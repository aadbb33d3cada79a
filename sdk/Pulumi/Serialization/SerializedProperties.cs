using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Properties as they cross to the engine: numbers are doubles, lists and maps immutable, nulls dropped.</summary>
/// <param name="Values">The known values; a property with anything unknown in it is not there.</param>
/// <param name="Marked">The few properties that are unknown or secret.</param>
internal sealed record SerializedProperties(
    ImmutableDictionary<string, object> Values, IReadOnlyDictionary<string, SerializedProperty>? Marked = null)
{
    public static readonly SerializedProperties Empty = new(ImmutableDictionary<string, object>.Empty);

    public bool HasUnknowns => Marked?.Values.Any(property => !property.IsKnown) == true;

    public bool TryRead(string name, out SerializedProperty property)
    {
        if (Marked?.TryGetValue(name, out property) == true)
        {
            return true;
        }

        var isThere = Values.TryGetValue(name, out var value);
        property = new(value);
        return isThere;
    }
}

internal readonly record struct SerializedProperty(object? Value, bool IsKnown = true, bool IsSecret = false);
