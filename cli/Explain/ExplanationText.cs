using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Shell;
using Infra.Reports.Reference;
using Spectre.Console;

namespace Infra.Cli.Explain;

/// <summary>An explanation for a person.</summary>
internal static partial class ExplanationText
{
    internal static void Write(Explanation explanation, IAnsiConsole console)
    {
        if (explanation.Rule is { } rule)
        {
            console.WriteLine($"{rule.Code} {rule.Title}");
            console.WriteLine();
            foreach (var line in rule.Text.Split('\n').Where(line => !line.StartsWith("```", StringComparison.Ordinal)))
            {
                // A page leads to others, which a terminal cannot.
                console.Profile.Out.Writer.WriteLine(Link().Replace(line, "$1"));
            }

            return;
        }

        // Kinds may say the same of it and hold something else.
        foreach (var same in explanation.Keys.GroupBy(key => (key.Description, key.Type, key.IsRequired, key.DefaultText)))
        {
            Write(same.First(), [.. same.Select(key => key.Place)], console);
        }

        var shared = explanation.Shared;
        Members(shared, console);
        foreach (var held in explanation.Objects.Where(held => explanation.Objects.Length > 1))
        {
            var own = held.Members.Where(member => !shared.Any(member.IsLike)).ToImmutableArray();
            console.WriteLine(
                held.Kind is { } kind ? $"{held.Discriminator}: {kind}{(own.IsEmpty ? " has no other members." : "")}" : held.Path);
            Members(own, console);
        }
    }

    private static void Write(SpecKey key, ImmutableArray<string> paths, IAnsiConsole console)
    {
        console.WriteLine(string.Join(", ", paths));
        console.WriteLine(key.Description);
        console.WriteLine();
        (string Title, string? Text)[] lines =
        [
            ("takes", key.Type),
            ("default", Default(key)),
            ("example", key.Example),
            ("rules", string.Join(", ", key.Rules) is { Length: > 0 } rules ? rules : null),
        ];
        foreach (var (title, text) in lines.Where(line => line.Text is not null))
        {
            console.WriteLine($"{title,-8} {text}");
        }

        console.WriteLine();
        TableText.Write(console, ["ALLOWED", "MEANING"], key.Allowed.Select(word => new[] { word.Word, word.Description }));
    }

    private static void Members(ImmutableArray<SpecKey> members, IAnsiConsole console) => TableText.Write(
        console, ["MEMBER", "TAKES", "DEFAULT", "WHAT"],
        members.Select(member => new[] { member.Name, member.Type, Short(Default(member)), Short(member.Description) }));

    private static string Default(SpecKey key) => key switch
    {
        { IsRequired: true } => "required",
        { DefaultText: { } text } => text,
        { Default: JsonArray { Count: 0 } } => "none",
        { Default: JsonValue value } => value.ToString(),
        _ => "-",
    };

    // The first sentence, or what comes before its reason.
    private static string Short(string text) => End().Split(text)[0].TrimEnd('.');

    [GeneratedRegex(@"(?<=[^.][^.])\. (?=[A-Z])|[;:] ")]
    private static partial Regex End();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\.md[^)]*\)")]
    private static partial Regex Link();
}
