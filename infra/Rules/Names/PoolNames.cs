using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Names;

/// <summary>CLU004: pool names are valid in AKS, unique in their cluster, and different from that of the system pool.</summary>
public sealed class PoolNames : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { NodeConventions.SystemPool };
            foreach (var pool in cluster.NodePools)
            {
                if (!DnsLabel.Fits(pool.Name, 12) || pool.Name.Contains('-', StringComparison.Ordinal))
                {
                    yield return Finding.Error(
                        "CLU004", $"{pool.Path}.name",
                        $"\"{pool.Name}\" is not a valid pool name. Allowed: at most 12 lower-case letters and digits, starting with a " +
                        "letter.");
                }
                else if (!seen.Add(pool.Name))
                {
                    yield return Finding.Error(
                        "CLU004", $"{pool.Path}.name",
                        $"\"{pool.Name}\" is already taken. Pool names must be unique in a cluster, and \"system\" is reserved for the " +
                        "platform.");
                }
            }
        }
    }
}
