using System.Collections.Immutable;
using System.Globalization;
using Infra.Planning.Schemas;

namespace Infra.Planning.Minting;

/// <summary>Makes up what a resource would return, so that no value of a plan is unknown: placeholders that say where the value comes
/// from, one element in every list, and the inputs as they were given.</summary>
internal static class MintedOutputs
{
    /// <summary>Objects in objects that are made up. A program reads no deeper than <c>identities[0].oidcs[0].issuer</c>, and the types of
    /// Azure's networks hold each other without end.</summary>
    private const int Depth = 2;

    private static readonly ImmutableDictionary<string, object> Nothing = ImmutableDictionary.Create<string, object>(StringComparer.Ordinal);

    /// <summary>The outputs of a resource, or the result of a function.</summary>
    /// <param name="name">Name of the resource, for the placeholders.</param>
    /// <param name="outputs">What the schema says it returns.</param>
    /// <param name="inputs">What it was given; returned unchanged, over whatever is made up.</param>
    internal static ImmutableDictionary<string, object> Of(string name, PropertySet outputs, ImmutableDictionary<string, object> inputs) =>
        Mint(outputs, inputs, path => Placeholder.Of(name, path), string.Empty, Depth);

    /// <summary>One map over another, member by member where both hold maps.</summary>
    internal static ImmutableDictionary<string, object> Overlay(
        ImmutableDictionary<string, object> below, ImmutableDictionary<string, object> above) =>
        below.SetItems(above.Select(member => KeyValuePair.Create(
            member.Key,
            member.Value is ImmutableDictionary<string, object> map
                && below.TryGetValue(member.Key, out var other) && other is ImmutableDictionary<string, object> lower
                    ? Overlay(lower, map)
                    : member.Value)));

    // What was given as a whole is not made up first: half of what a resource returns are its inputs.
    private static ImmutableDictionary<string, object> Mint(
        PropertySet properties, ImmutableDictionary<string, object> given, Func<string, string> text, string path, int depth)
    {
        var state = given.ToBuilder();
        foreach (var (name, property) in properties.Sorted)
        {
            var map = given.GetValueOrDefault(name) as ImmutableDictionary<string, object>;
            if (map is null && given.ContainsKey(name)) continue;
            var full = path.Length == 0 ? name : $"{path}.{name}";
            var value = property.Constant ?? Default(property) ?? Mint(property.Type, text, full, depth);
            if (map is null && value is not null) state.Add(name, value);
            else if (map is not null && value is ImmutableDictionary<string, object> lower) state[name] = Overlay(lower, map);
        }

        return state.ToImmutable();
    }

    private static object? Mint(SchemaType type, Func<string, string> text, string path, int depth) => type switch
    {
        SchemaType.Primitive { Kind: var kind } => Plain(kind, text(path)),
        SchemaType.Enumeration { Kind: "string" } => text(path),
        SchemaType.Enumeration { Values: [var first, ..] } => double.Parse(first, CultureInfo.InvariantCulture),
        SchemaType.List list => Mint(list.Item, text, $"{path}[0]", depth) is { } item ? ImmutableArray.Create(item) : null,
        SchemaType.Map => ImmutableDictionary<string, object>.Empty,
        SchemaType.Object nested => depth == 0 ? null : Mint(nested.Properties.Value, Nothing, text, path, depth - 1),
        SchemaType.Union union => Mint(union.Cases[0], text, path, depth),
        _ => null,
    };

    private static object? Default(SchemaProperty property) => (property.Type, property.Default) switch
    {
        (SchemaType.Primitive { Kind: "boolean" }, { } value) => value == "true",
        (SchemaType.Primitive { Kind: "integer" or "number" }, { } value) => double.Parse(value, CultureInfo.InvariantCulture),
        (SchemaType.Primitive { Kind: "string" }, { } value) => value,
        _ => null,
    };

    private static object Plain(string kind, string text) => kind switch
    {
        "boolean" => false,
        "integer" or "number" => 0.0,
        _ => text,
    };
}
