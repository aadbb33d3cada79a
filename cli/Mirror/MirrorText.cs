using System.Collections.Immutable;
using Infra.Cli.Shell;
using Infra.Reports.Mirrors;
using Infra.Specification.Clusters;
using Spectre.Console;

namespace Infra.Cli.Mirror;

/// <summary>What a mirror needs, as text for a person.</summary>
internal static class MirrorText
{
    // A digest is told apart by its beginning; all of it is in the other formats.
    private const int DigestLength = 19;

    /// <summary>Prints a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="clusters">The clusters of the stack.</param>
    /// <param name="console">Where to print.</param>
    public static void Write(MirrorReport report, ImmutableArray<ClusterSpec> clusters, IAnsiConsole console)
    {
        console.WriteLine(
            $"{report.Project}/{report.Stack}: {FindingsText.Count(report.Images.Length, "image")}, " +
            $"{FindingsText.Count(report.Charts.Length, "chart")} and {FindingsText.Count(report.Files.Length, "file")} for " +
            (report.Registry ?? "a mirror, which the stack does not name"));
        if (report.Registry is { } registry)
        {
            console.WriteLine($"An image keeps its path: host/path:tag is {registry}/path:tag. Charts are in {registry}/charts.");
        }

        console.WriteLine();
        string On(ImmutableArray<string> names) => names.IsEmpty ? "deployment" : ClusterNames.Of(clusters, names);
        TableText.Write(console, ["IMAGE", "FOR", "CLUSTERS"], report.Images.Select(image => new[]
        {
            Shortened(image), string.Join(", ", image.For), On(image.Clusters),
        }));
        TableText.Write(console, ["LIST OF IMAGES", "CLUSTERS"], report.ImageLists.Select(list => new[] { list.Url, On(list.Clusters) }));
        TableText.Write(console, ["CHART", "VERSION", "REPOSITORY", "CLUSTERS"], report.Charts.Select(chart => new[]
        {
            chart.Name, chart.Version, chart.Repository, On(chart.Clusters),
        }));
        TableText.Write(console, ["FILE", "PINNED", "CLUSTERS"], report.Files.Select(file => new[]
        {
            file.Url, file.Sha256 is null ? "-" : "sha256", On(file.Clusters),
        }));
        TableText.Write(console, ["OPERATOR", "CHANNEL", "CATALOGUE", "CLUSTERS"], report.Operators.Select(package => new[]
        {
            package.Package, package.Channel, package.Catalog, On(package.Clusters),
        }));
        TableText.Write(console, ["NUGET PACKAGE", "VERSION"], report.Packages.Select(package => new[] { package.Name, package.Version }));
        foreach (var gap in report.Gaps)
        {
            console.Profile.Out.Writer.Write($"Not listed, {On(gap.Clusters)}: {gap.What}.\n");
        }
    }

    private static string Shortened(MirrorImage image) => image.Digest is { } digest && digest.Length > DigestLength
        ? image.Reference.Replace(digest, $"{digest[..DigestLength]}…", StringComparison.Ordinal)
        : image.Tag is null ? $"{image.Reference} (tag not known)" : image.Reference;
}
