using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;
using Microsoft.CodeAnalysis;

namespace Infra.Tests.Architecture;

/// <summary>A new cloud is its component, its facts, its profile, its specification and its own rules; hardly another file names a kind of
/// cluster. What the others need to know, they ask of <c>CloudFacts</c>.</summary>
public sealed partial class KindTests
{
    private const int Most = 15;

    [Fact]
    public void Names_a_kind_of_cluster_in_few_files_outside_its_own()
    {
        var program = SourceTree.Read(Repository.Root, "cli", "infra");
        var others = program.Files
            .Where(file => !Own().IsMatch(file))
            .Select(file => (File: file, Kinds: Kinds(program[file])))
            .Where(file => file.Kinds.Length > 0)
            .ToList();
        Assert.True(
            others.Count <= Most,
            $"{others.Count} files name a kind of cluster, and at most {Most} may:\n" +
            string.Join('\n', others.Select(file => $"{file.File}: {string.Join(", ", file.Kinds)}")));
    }

    private static string[] Kinds(SyntaxNode file) =>
        [
            .. file.DescendantTokens().Select(token => token.Text).Where(text => Kind().IsMatch(text)).Distinct()
                .Order(StringComparer.Ordinal),
        ];

    // Component, facts and rules of a kind have a folder, its profile and its specification a name.
    [GeneratedRegex("^infra/((Components/Clusters|Facts|Rules)/(Eks|Aks|OnPrem)/|(Catalogue|Specification/[A-Za-z]+)/(Eks|Aks|OnPrem))")]
    private static partial Regex Own();

    [GeneratedRegex("^(Eks|Aks|OnPrem)")]
    private static partial Regex Kind();
}
