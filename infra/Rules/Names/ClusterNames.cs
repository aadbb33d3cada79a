using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Names;

/// <summary>CLU002: cluster names are unique DNS labels.</summary>
public sealed class ClusterNames : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cluster in platform.Clusters)
        {
            if (!DnsLabel.Fits(cluster.Name, 20))
            {
                yield return Finding.Error(
                    "CLU002", $"{cluster.Path}.name",
                    $"\"{cluster.Name}\" is not a valid name. Allowed: {DnsLabel.Rule(20)}.");
            }
            else if (!first.TryAdd(cluster.Name, cluster.Path))
            {
                yield return Finding.Error(
                    "CLU002", $"{cluster.Path}.name",
                    $"\"{cluster.Name}\" is also the name of {first[cluster.Name]}. Cluster names must be unique.");
            }
        }
    }
}
