using System.Collections.Immutable;
using System.Globalization;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Planning.Minting;

/// <summary>Makes up the outputs of a resource, so that no value of a plan is unknown: placeholders that show where the value comes from,
/// one element in every list, and the inputs as they were given.</summary>
internal static class MintedOutputs
{
    /// <summary>Depth of nested objects that are made up. A program reads no deeper than <c>identities[0].oidcs[0].issuer</c>, and the
    /// types of Azure networks refer to each other in cycles.</summary>
    private const int Depth = 2;

    private static readonly ImmutableDictionary<string, object> _nothing =
        ImmutableDictionary.Create<string, object>(StringComparer.Ordinal);

    /// <summary>The outputs of a resource, or the result of a function.</summary>
    /// <param name="name">Name of the resource, for the placeholders.</param>
    /// <param name="outputs">Its outputs according to the schema.</param>
    /// <param name="inputs">Its inputs; returned unchanged, in place of made-up values.</param>
    internal static ImmutableDictionary<string, object> Of(string name, PropertySet outputs, ImmutableDictionary<string, object> inputs) =>
        Mint(outputs, inputs, path => Placeholder.Of(name, path), string.Empty, Depth);

    /// <summary>Merges one map over another, recursively where both contain maps.</summary>
    internal static ImmutableDictionary<string, object> Overlay(
        ImmutableDictionary<string, object> below, ImmutableDictionary<string, object> above) =>
        below.SetItems(above.Select(member => KeyValuePair.Create(
            member.Key,
            member.Value is ImmutableDictionary<string, object> map
                && below.TryGetValue(member.Key, out var other) && other is ImmutableDictionary<string, object> lower
                    ? Overlay(lower, map)
                    : member.Value)));

    // Values that were given completely are not made up first: half of the outputs of a resource are its inputs.
    private static ImmutableDictionary<string, object> Mint(
        PropertySet properties, ImmutableDictionary<string, object> given, Func<string, string> text, string path, int depth)
    {
        var state = given.ToBuilder();
        foreach (var (name, property) in properties.Sorted)
        {
            var full = path.Length == 0 ? name : $"{path}.{name}";
            if (given.TryGetValue(name, out var input))
            {
                var completed = Complete(property.Type, input, text, full, depth);
                if (!ReferenceEquals(completed, input))
                {
                    state[name] = completed;
                }
            }
            else if ((property.Constant ?? Default(property) ?? Mint(property.Type, text, full, depth)) is { } value)
            {
                state.Add(name, value);
            }
        }

        return state.ToImmutable();
    }

    // A provider adds members to objects that it was given, also in lists: the id of a rule, the name of a port.
    private static object Complete(SchemaType type, object given, Func<string, string> text, string path, int depth) => (type, given) switch
    {
        (SchemaType.Object nested, ImmutableDictionary<string, object> map) when depth > 0 =>
            Mint(nested.Properties.Value, map, text, path, depth - 1),
        (SchemaType.List { Item: SchemaType.Object item }, ImmutableArray<object> list) when depth > 0 =>
            ImmutableArray.CreateRange(list.Select((element, i) => Complete(item, element, text, $"{path}[{i}]", depth))),
        (SchemaType.Union union, _) => Complete(union.Cases[0], given, text, path, depth),
        _ => given,
    };

    private static object? Mint(SchemaType type, Func<string, string> text, string path, int depth) => type switch
    {
        SchemaType.Primitive { Kind: var kind } => Plain(kind, text(path)),
        SchemaType.Enumeration { Kind: "string" } => text(path),
        SchemaType.Enumeration { Values: [var first, ..] } => double.Parse(first, CultureInfo.InvariantCulture),
        SchemaType.List list => Mint(list.Item, text, $"{path}[0]", depth) is { } item ? ImmutableArray.Create(item) : null,
        SchemaType.Map => ImmutableDictionary<string, object>.Empty,
        SchemaType.Object nested => depth == 0 ? null : Mint(nested.Properties.Value, _nothing, text, path, depth - 1),
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
