using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Infra.Reports.Reference;

/// <summary>What <c>docs/rules.md</c> says of one rule.</summary>
/// <param name="Code">The code of its findings.</param>
/// <param name="Title">What it is about, in a few words.</param>
/// <param name="Text">The whole section without its heading, as Markdown.</param>
public sealed partial record RuleSection(string Code, string Title, string Text)
{
    private static readonly Lazy<ImmutableArray<RuleSection>> _all = new(Read);

    /// <summary>All rules, in the order of the page.</summary>
    public static ImmutableArray<RuleSection> All => _all.Value;

    /// <summary>Whether it stops a plan: <c>error</c> or <c>warning</c>, as its example has it.</summary>
    public string Severity => Example().Match(Text).Groups["severity"].Value;

    /// <summary>What its example is about: the path of a key, or the name of a resource.</summary>
    public string Place => Example().Match(Text).Groups["path"].Value;

    /// <summary>The keys that it mentions, as they are written.</summary>
    internal IEnumerable<string> Mentions => InCode().Matches(Text).Select(match => match.Groups["code"].Value).Append(Place);

    private static ImmutableArray<RuleSection> Read()
    {
        using var stream = typeof(RuleSection).Assembly.GetManifestResourceStream("Infra.docs.rules.md")
            ?? throw new InvalidOperationException("The page about rules is not embedded.");
        using var reader = new StreamReader(stream);
        return
        [
            .. Heading().Split(reader.ReadToEnd()).Skip(1).Chunk(3)
                .Select(section => new RuleSection(section[0], section[1], section[2].Trim())),
        ];
    }

    [GeneratedRegex("^## (?<code>[A-Z]+[0-9]{3}) (?<title>.+)\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```text\n[A-Z]+[0-9]{3} (?<severity>error|warning) (?<path>[^ ]+): ", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("`(?<code>[a-zA-Z][a-zA-Z0-9.\\[\\]-]*)`")]
    private static partial Regex InCode();
}
