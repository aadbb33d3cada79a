using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Infra.Tests.Architecture;

/// <summary>docs/architecture.md shows the program as it is: its rooms, and the files and members that it names.</summary>
public partial class ArchitecturePageTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));

    private static readonly Lazy<SourceTree> _program = new(() => SourceTree.Read(Repository.Root, "cli", "infra"));

    public static TheoryData<string> Members =>
    [
        .. (from place in Place().Matches(_page)
            from Capture member in place.Groups["member"].Captures
            select $"{place.Groups["path"].Value} {member.Value}").Distinct(),
    ];

    [Fact]
    public void Lists_every_room_with_what_it_uses() => Assert.Equal(
        RoomTests.Drawing.Select(line => $"{line.Room}: {(line.Uses.Length == 0 ? "nothing" : string.Join(", ", line.Uses))}"),
        Room().Matches(_page).Select(row => $"{row.Groups["room"]}: {row.Groups["uses"]}").Take(RoomTests.Drawing.Length));

    [Fact]
    public void Draws_every_room_above_those_that_it_uses()
    {
        var begin = _page.IndexOf("```text\n", StringComparison.Ordinal);
        var heights = _page[begin.._page.IndexOf("\n```\n", begin, StringComparison.Ordinal)].Split('\n')
            .SelectMany((line, height) => Word().Matches(line).Select(word => (word.Value, height)))
            .Where(word => word.Value != "text")
            .ToDictionary(word => word.Value, word => word.height);

        Assert.Equal(RoomTests.Drawing.Select(line => line.Room).Order(), heights.Keys.Order());
        Assert.All(RoomTests.Drawing, line => Assert
            .All(line.Uses, used => Assert.True(heights[line.Room] < heights[used], $"{line.Room}, {used}")));
    }

    [Fact]
    public void Names_only_files_and_folders_that_exist() => Assert.All(
        Place().Matches(_page).Select(place => place.Groups["path"].Value).Concat(["Pulumi.dev.yaml", "Pulumi.prod.yaml"]),
        path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

    [Theory]
    [MemberData(nameof(Members))]
    public void Names_only_members_that_exist(string named)
    {
        var file = named.Split(' ')[0];
        var parts = named.Split(' ')[1].Split('.');
        var type = _program.Value[file].DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .SingleOrDefault(type => type.Identifier.Text == parts[0]);

        Assert.True(type is not null, $"{file} declares no type {parts[0]}.");
        Assert.True(parts.Length == 1
            || type.ChildNodes().Any(node => Declares(node, parts[1])), $"{file} does not declare {named.Split(' ')[1]}.");
    }

    [Fact]
    public void Walks_at_most_seven_hops() =>
        Assert.All(Hop().Matches(_page), hop => Assert.InRange(int.Parse(hop.Groups[1].ValueSpan), 1, 7));

    private static bool Declares(SyntaxNode node, string name) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text == name,
        PropertyDeclarationSyntax property => property.Identifier.Text == name,
        ParameterListSyntax list => list.Parameters.Any(parameter => parameter.Identifier.Text == name),
        _ => false,
    };

    // A path, and the members that directly follow it.
    [GeneratedRegex(@"`(?<path>(cli|infra|sdk|tests)/[^`{]+)`((,? |,?\n| \| )`(?<member>[A-Z][A-Za-z]*(\.[A-Z][A-Za-z]*)?)`)*")]
    private static partial Regex Place();

    [GeneratedRegex(@"^\| `(?<room>\w+)` \| (?<uses>[A-Za-z, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Room();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Hop();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
