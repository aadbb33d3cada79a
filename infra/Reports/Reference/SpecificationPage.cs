using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Specification.Clusters;
using Infra.Specification.Reading;

namespace Infra.Reports.Reference;

/// <summary>Writes <c>docs/specification.md</c>: a table for each object of a stack file, with a line for each key.</summary>
public static partial class SpecificationPage
{
    private const string Head = """
        # The stack file, key by key

        Everything that `Pulumi.<stack>.yaml` can say to this platform. The page is written from the records that the reader fills, and
        a test compares the two. [`platform explain`](explain.md) says the same to a terminal, and
        [stack.schema.json](../schema/stack.schema.json) to every editor with the language server of YAML, which finds it by the first
        line of a stack file: `# yaml-language-server: $schema=schema/stack.schema.json`.

        A path names a key: `clusters[]` is any cluster, `clusters[eks]` one of that kind, and `*` a name that the stack file makes up.
        Where a key is left out, its default holds. A misspelt key, a wrong type and an unknown word are
        [refused](rules.md#spec004-an-unknown-member).

        ## Keys of the stack

        Each is written with its namespace: `ai-platform:clusters`. Beside them the file has
        `pulumi:disable-default-providers: ["*"]`, [templates](on-prem.md#like-sites) of clusters, and secrets under keys of
        their own, `ai-platform:<name>: { secure: … }`, which others name.


        """;

    /// <summary>The page.</summary>
    public static string Write()
    {
        var sections = Sections();
        var page = new StringBuilder(Head);
        Table(page, SpecReference.Keys, sections);
        foreach (var section in sections)
        {
            page.Append($"\n## {section.Paths[0]}\n\n");
            page.Append($"{section.Description}\n\n");
            if (section.Paths.Length > 1)
            {
                page.Append($"The same at {string.Join(", ", section.Paths.Skip(1).Select(path => $"`{path}`"))}.\n\n");
            }

            if (section.Rule is { } rule)
            {
                page.Append($"{rule}\n\n");
            }

            Table(page, section.Members, sections);
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Table(StringBuilder page, IReadOnlyCollection<SpecKey> keys, ImmutableArray<Section> sections)
    {
        if (keys.Count == 0)
        {
            return;
        }

        page.Append("| key | takes | default | what it is |\n|---|---|---|---|\n");
        foreach (var key in keys)
        {
            var target = Target(key, sections);
            var takes = target is null ? key.Type : $"[{key.Type}](#{Anchor(target.Paths[0])})";
            page.Append($"| `{key.Name}` | {takes} | {Cell(Default(key))} | {Cell(What(key))} |\n");
        }
    }

    private static Section? Target(SpecKey key, ImmutableArray<Section> sections)
    {
        if (key.Contract is null)
        {
            return sections.First(section => section.Paths[0] == SpecKey.AddOnsName);
        }

        string[] paths =
        [
            .. key.Objects.SelectMany(held => new[] { BracketAtEnd().Replace(held.Path, "[]"), held.Path })
                .SelectMany(path => new[] { path, ClusterKind().Replace(path, "clusters[].") }),
        ];
        return sections.FirstOrDefault(section => section.Paths.Any(paths.Contains));
    }

    private static string What(SpecKey key)
    {
        // The days of the week need no words.
        var words = key.Allowed.Select(word => word.Description.Length > 0 ? $"`{word.Word}`: {word.Description}" : $"`{word.Word}`");
        var allowed = key.Allowed.IsEmpty ? "" : $" Allowed: {string.Join(" ", words)}";
        var rules = key.Rules;
        var links = rules.IsEmpty ? "" : $" Rules: {string.Join(", ", rules.Select(code => $"[{code}](rules.md#{RuleAnchor(code)})"))}.";
        return key.Description + allowed + links;
    }

    private static string Default(SpecKey key) => key switch
    {
        { IsRequired: true } => "**required**",
        { DefaultText: { } text } => text,
        { Default: JsonArray { Count: 0 } } => "none",
        { Default: { } value } => $"`{value.ToJsonString().Trim('"')}`",
        _ => "-",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string RuleAnchor(string code) =>
        Anchor($"{code} {RuleSection.All.First(section => section.Code == code).Title}");

    // As GitHub makes it of a heading.
    private static string Anchor(string heading) =>
        Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    // The objects in the order of the file, each record once, at all the places where it can be.
    private static ImmutableArray<Section> Sections()
    {
        var found = new List<(string Key, SpecObject Object)>();
        foreach (var key in SpecReference.All)
        {
            var objects = key.Objects;
            if (objects is [{ Discriminator: not null }, ..] && SpecObject.Shared(objects) is { Length: > 0 } shared)
            {
                var path = BracketAtEnd().Replace(objects[0].Path, "[]");
                var kinds = string.Join(", ", objects.Select(each => $"`{each.Kind}`"));
                found.Add((path, objects[0] with
                {
                    Path = path,
                    Description = $"`{objects[0].Discriminator}` is required and decides what else there is: {kinds}. Every kind has:",
                    Discriminator = null,
                    Members = shared,
                }));
                objects = [.. objects.Select(each => each with { Members = [.. each.Members.Where(own => !shared.Any(own.IsLike))] })];
            }

            // What a cluster can set is what the stack can set.
            found.AddRange(key.Contract is null && key.Path != SpecKey.AddOnsName
                ? []
                : objects.Select(each => (each.Record.Length == 0 ? each.Path : each.Record, each)));
        }

        var kindsOfClusters = RecordContract.Of(typeof(ClusterSpec)).Cases.Length;
        return
        [
            .. found.GroupBy(each => each.Key, each => each.Object).Select(places => new Section(
                [
                    .. places.GroupBy(place => ClusterKind().Replace(place.Path, "clusters[]."))
                        .SelectMany(same => same.Count() == kindsOfClusters ? [same.Key] : same.Select(place => place.Path)),
                ],
                places.First().Description,
                places.First() is { Discriminator: { } discriminator, Kind: var kind } ? $"With `{discriminator}: {kind}`." : null,
                places.First().Members)),
        ];
    }

    private sealed record Section(
        ImmutableArray<string> Paths, string Description, string? Rule, ImmutableArray<SpecKey> Members);

    [GeneratedRegex(@"^clusters\[[a-z-]+\]\.")]
    private static partial Regex ClusterKind();

    [GeneratedRegex(@"\[[a-z-]+\]$")]
    private static partial Regex BracketAtEnd();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex Punctuation();
}
