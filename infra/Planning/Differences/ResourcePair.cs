using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Planning.Differences;

/// <summary>A resource in two plans, and what is known so far of how it differs.</summary>
internal sealed class ResourcePair
{
    private static readonly EqualityComparer<JsonNode?> _nodes = EqualityComparer<JsonNode?>.Create(JsonNode.DeepEquals);
    private readonly Dictionary<PropertyPath, PropertyDifference> _properties = [];
    private readonly ImmutableArray<PropertyPath> _ignored;
    private readonly ImmutableArray<PropertyPath> _replacing;

    internal ResourcePair(PlannedResource old, PlannedResource @new)
    {
        (Old, New, Rule) = (old, @new, Replacements.Of(@new.Type));
        _ignored = [.. @new.Options.IgnoreChanges.Select(PropertyPath.Parse)];
        _replacing = [.. @new.Options.ReplaceOnChanges.Select(PropertyPath.Parse)];
        foreach (var (path, before, after) in InputDifferences.Between(old.Inputs, @new.Inputs, PropertyPath.Root))
        {
            Add(path, before, after, because: null);
        }
    }

    internal PlannedResource Old { get; }

    internal PlannedResource New { get; }

    internal Replacement Rule { get; }

    internal bool Differs => _properties.Count > 0;

    internal bool IsReplaced => _properties.Values.Any(property => property.Replaces);

    /// <summary>Whether a resource that this one uses is deleted first, so that this one cannot outlive it.</summary>
    internal bool MustGoFirst { get; set; }

    /// <summary>Whether the old object is deleted before the new one exists: what the program says, otherwise what the provider
    /// does.</summary>
    internal bool DeletesFirst => IsReplaced && (MustGoFirst || (New.Options.DeleteBeforeReplace ?? ProviderDeletesFirst));

    /// <summary>The names that the old object has in the cloud.</summary>
    internal ImmutableArray<string> Names =>
        [.. Rule.Names.Select(name => Value(Old, name)).OfType<JsonValue>().Select(name => name.ToString())];

    private bool ProviderDeletesFirst => Rule.DeleteFirst || (Rule.Names.Any(name => Value(New, name) is not null)
        && (!Rule.NamesMustBeUnchanged || Rule.Names.All(name => JsonNode.DeepEquals(Value(Old, name), Value(New, name)))));

    /// <summary>Notes that an input differs, unless the program ignores it or it is known.</summary>
    /// <returns>Whether that is new.</returns>
    internal bool Add(PropertyPath path, JsonNode? before, JsonNode? after, string? because)
    {
        if (_ignored.Any(ignored => ignored.Contains(path)) || _properties.Keys.Any(known => known.Contains(path)))
        {
            return false;
        }

        _properties.Add(path, new PropertyDifference(path.ToString(), before, after, Replaces(path, before, after)) { Because = because });
        return true;
    }

    /// <summary>Notes that the provider makes the resource anew.</summary>
    internal bool AddProvider(string? before, string? after, string? because) => _properties.TryAdd(
        PropertyPath.Root.Then("provider"), new PropertyDifference("provider", before, after, Replaces: true) { Because = because });

    /// <summary>What the later plan has at a path.</summary>
    internal JsonNode? NewValue(string path) => Value(New, path);

    /// <summary>Whether the replacement follows from that of another resource.</summary>
    internal bool IsBecauseOf(string cause) => _properties.Values.Any(property => property.Replaces && property.Because == cause);

    /// <summary>Whether a change of an input replaces the resource.</summary>
    internal bool Replaces(PropertyPath path, JsonNode? before, JsonNode? after)
    {
        var plain = path.WithoutIndices();
        return Rule.Always.Select(PropertyPath.Parse).Any(rule => rule.Contains(plain) || Inside(plain, rule, before, after))
            || _replacing.Any(rule => rule.Contains(path) || Inside(path, rule, before, after))
            || (after is null && Has(Rule.IfRemoved))
            || (before is null != after is null && Has(Rule.IfAddedOrRemoved))
            || (before is not null && after is not null && Has(Rule.IfSmaller) && IsSmaller(after, before));

        bool Has(ImmutableArray<string> rules) => rules.Contains(plain.ToString());
    }

    internal ResourceDifference Difference(bool retained) => new(
        !IsReplaced ? DifferenceKind.Change : DeletesFirst ? DifferenceKind.DeleteThenCreate : DifferenceKind.CreateThenDelete,
        New.Urn, New.Type, New.Name, [.. _properties.Values.OrderBy(property => property.Path, StringComparer.Ordinal)])
    {
        Refused = IsReplaced && Old.Protect,
        Retained = IsReplaced && retained,
    };

    // A whole object appeared or disappeared, and with it what a rule is about.
    private static bool Inside(PropertyPath path, PropertyPath rule, JsonNode? before, JsonNode? after) =>
        path.Contains(rule) && path.Parts.Length < rule.Parts.Length
        && rule.Parts.AsMemory()[path.Parts.Length..] is var rest
        && !InputDifferences.At(before, rest).SequenceEqual(InputDifferences.At(after, rest), _nodes);

    private static JsonNode? Value(PlannedResource resource, string path) =>
        InputDifferences.At(resource.Inputs, PropertyPath.Parse(path).Parts.AsMemory()).FirstOrDefault();

    private static bool IsSmaller(JsonNode value, JsonNode other) =>
        value.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number
            ? value.GetValue<double>() < other.GetValue<double>()
            : Version.TryParse(value.ToString(), out var version) && Version.TryParse(other.ToString(), out var old) && version < old;
}
