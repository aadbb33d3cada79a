using System.Collections.Immutable;
using System.Globalization;
using Infra.Cli.Plans;
using Infra.Planning;

namespace Infra.Tests.Baselines;

/// <summary>A plan on a few pages: what was found, how many resources of each type and which charts each cluster gets, and one line for
/// each resource.</summary>
internal static class PlanSummary
{
    // What belongs to no cluster; no cluster can have this name.
    private const string Shared = "(stack)";

    // What a cluster has none of.
    private const string None = ".";

    /// <summary>Writes the summary.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="digests">A digest for each resource, in the order of the plan.</param>
    public static string Write(ResourcePlan plan, ImmutableArray<string> digests)
    {
        var clusterOf = plan.ByCluster().SelectMany(cluster => cluster.Select(resource => (resource.Urn, cluster.Key)))
            .ToDictionary(pair => pair.Urn, pair => pair.Key, StringComparer.Ordinal);
        var resources = plan.Resources.Zip(digests, (resource, digest) =>
            new Line(clusterOf.GetValueOrDefault(resource.Urn, Shared), resource, digest)).ToList();
        string[] clusters =
        [
            .. resources.Select(line => line.Cluster).Distinct()
                .OrderBy(name => name == Shared).ThenBy(name => name, StringComparer.Ordinal),
        ];
        var releases = resources.Where(line => line.Resource.Type == "kubernetes:helm.sh/v3:Release");

        return string.Join("\n\n", (IEnumerable<string>)
        [
            Section("FINDINGS", plan.Findings.Select(finding => finding.ToString())),
            Table("RESOURCES", clusters, resources.ToLookup(line => line.Resource.Type), Count),
            Table("CHARTS", clusters, releases.ToLookup(line => Text(line.Resource, "chart")), Versions),
            .. clusters.Select(cluster => Section(cluster, resources.Where(line => line.Cluster == cluster).Select(line => $"{line}"))),
        ]) + "\n";
    }

    private static string Section(string title, IEnumerable<string> lines) => string.Join('\n', lines.Prepend(title));

    // A row for each key, a column for each cluster; columns are as wide as their widest cell, and nothing is behind the last.
    private static string Table(string title, string[] clusters, ILookup<string, Line> rows, Func<IEnumerable<Line>, string> cell)
    {
        string[][] table =
        [
            [title, .. clusters],
            .. from row in rows.OrderBy(row => row.Key, StringComparer.Ordinal)
               let byCluster = row.ToLookup(line => line.Cluster)
               select (string[])[row.Key, .. clusters.Select(cluster => byCluster.Contains(cluster) ? cell(byCluster[cluster]) : None)],
        ];
        int[] widths = [.. Enumerable.Range(0, clusters.Length + 1).Select(column => table.Max(row => row[column].Length))];
        return string.Join(
            '\n',
            table.Select(row => string.Join(' ', row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd()));
    }

    private static string Count(IEnumerable<Line> lines) => lines.Count().ToString(CultureInfo.InvariantCulture);

    private static string Versions(IEnumerable<Line> releases) =>
        string.Join(',', releases.Select(line => Text(line.Resource, "version")));

    private static string Text(PlannedResource resource, string input) => (string?)resource.Inputs[input] ?? "";

    private sealed record Line(string Cluster, PlannedResource Resource, string Digest)
    {
        public override string ToString() => $"{Digest} {Resource.Type} {Resource.Name}{PlannedOptionsText.Suffix(Resource)}";
    }
}
