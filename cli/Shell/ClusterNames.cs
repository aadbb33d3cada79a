using Infra.Specification.Clusters;

namespace Infra.Cli.Shell;

/// <summary>Clusters in a few words, regardless of their number.</summary>
internal static class ClusterNames
{
    private const int Most = 3;

    /// <summary>Some of all clusters by their names: <c>all</c>, <c>all eks</c>, <c>all but oslo</c> or the first ones.</summary>
    public static string Of(IReadOnlyCollection<ClusterSpec> all, IReadOnlyCollection<string> names)
    {
        var others = all.Where(cluster => !names.Contains(cluster.Name)).ToList();
        if (others.Count == 0)
        {
            return "all";
        }

        var kinds = all.Where(cluster => names.Contains(cluster.Name)).Select(cluster => cluster.Kind).Distinct().ToList();
        return names.Count <= Most ? string.Join(", ", names)
            : others.Count <= Most ? $"all but {string.Join(", ", others.Select(cluster => cluster.Name))}"
            : others.All(cluster => !kinds.Contains(cluster.Kind)) ? $"all {string.Join(", ", kinds)}"
            : $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more";
    }
}
