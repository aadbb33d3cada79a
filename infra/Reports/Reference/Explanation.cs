using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Specification;

namespace Infra.Reports.Reference;

/// <summary>What there is to say of a key of a stack file, or of a rule.</summary>
/// <param name="Asked">The path or the code.</param>
/// <param name="Keys">The keys at that path: several where kinds of an object have different ones of the same name; none for a
/// rule.</param>
/// <param name="Rule">The rule; null for a key.</param>
public sealed partial record Explanation(string Asked, ImmutableArray<SpecKey> Keys, RuleSection? Rule)
{
    /// <summary>The objects that these keys hold.</summary>
    public ImmutableArray<SpecObject> Objects { get; } = [.. Keys.SelectMany(key => key.Objects).DistinctBy(held => held.Record)];

    /// <summary>The members that all these objects have.</summary>
    public ImmutableArray<SpecKey> Shared => Objects.IsEmpty ? [] : SpecObject.Shared(Objects);

    /// <summary>Explains a path, such as <c>clusters[].pools[].gpu</c> or <c>clusters[eks].network.cidr</c>, or the code of a
    /// rule.</summary>
    /// <param name="asked">The path or the code.</param>
    /// <param name="mistake">Why there is nothing to say; empty if there is.</param>
    public static Explanation? Of(string asked, out string mistake)
    {
        if (!Code().IsMatch(asked))
        {
            return OfKey(asked, out mistake);
        }

        var code = asked.ToUpperInvariant();
        var rule = RuleSection.All.FirstOrDefault(section => section.Code == code);
        mistake = rule is null
            ? $"There is no rule \"{asked}\".{Spelling.DidYouMean(code, RuleSection.All.Select(section => section.Code))} " +
                "All are in: platform catalogue rules"
            : "";
        return rule is null ? null : new Explanation(code, [], rule);
    }

    private static Explanation? OfKey(string asked, out string mistake)
    {
        ImmutableArray<SpecKey> keys = [];
        ImmutableArray<SpecObject> objects = [new SpecObject("", "", "", null, null, SpecReference.Keys)];
        var around = "the keys of a stack";
        foreach (var step in asked[(asked.StartsWith(SpecReader.Namespace, StringComparison.Ordinal) ? SpecReader.Namespace.Length : 0)..]
            .Split('.'))
        {
            var parts = Step().Match(step);
            var (name, kind) = (parts.Groups["name"].Value, parts.Groups["kind"].Value);
            ImmutableArray<SpecKey> found = [.. objects.SelectMany(held => held.All).Where(key => key.Name == name)];
            if (found.IsEmpty && !keys.IsEmpty && keys.All(key => key.HoldsNames))
            {
                // The name of an entry, for which any stands.
                continue;
            }

            if (found.IsEmpty)
            {
                mistake = Unknown(step, around, objects);
                return null;
            }

            keys = found;
            objects = [.. found.SelectMany(key => key.Objects)];
            around = step;
            if (kind.Length > 0 && objects.Any(held => held.Kind is not null))
            {
                var kinds = objects.Select(held => held.Kind!).Distinct().ToList();
                if (!kinds.Contains(kind))
                {
                    mistake = $"\"{kind}\" is no kind of {name}.{Spelling.DidYouMean(kind, kinds)} Allowed: {Spelling.List(kinds)}.";
                    return null;
                }

                keys = [.. keys.Select(key => key with { Only = kind })];
                objects = [.. objects.Where(held => held.Kind == kind)];
            }
        }

        mistake = "";
        return new Explanation(asked, keys.All(key => key.Deciding is not null) ? [SpecKey.Together(keys)] : keys, null);
    }

    private static string Unknown(string step, string around, ImmutableArray<SpecObject> objects)
    {
        var names = objects.SelectMany(held => held.All).Select(key => key.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        // A single word may be a key further down.
        var deeper = objects is [{ Path: "" }]
            ? SpecReference.All.Where(key => key.Name == step).Select(key => key.Path).ToList()
            : [];
        return names.Count == 0
            ? $"\"{around}\" has no members, so there is no \"{step}\"."
            : deeper.Count > 0
                ? $"\"{step}\" is not among the keys of a stack. It is at: {Spelling.List(deeper)}."
                : $"\"{step}\" is not among {around}.{Spelling.DidYouMean(step, names)} Allowed: {Spelling.List(names)}.";
    }

    [GeneratedRegex(@"^[A-Za-z]+[0-9]{1,3}$")]
    private static partial Regex Code();

    // In brackets nothing, the number of an entry, or the kind of an object.
    [GeneratedRegex(@"^(?<name>[^\[]*)(\[(\*|[0-9]*|(?<kind>[^\]]*))\])?$")]
    private static partial Regex Step();
}
