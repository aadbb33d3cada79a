using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Aks;

/// <summary>CLU088: upgrade and cleaning settings are valid in AKS and do not go beyond the stack's Kubernetes version.</summary>
public sealed class AksUpgrades : ISpecRule
{
    // A number of nodes, or 1 to 100 percent of them.
    private static readonly Regex _surge = new(@"\A(0|[1-9][0-9]{0,3}|([1-9][0-9]?|100)%)\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            if (cluster.UpgradeChannel is AksUpgradeChannel.Stable or AksUpgradeChannel.Rapid)
            {
                yield return Finding.Error(
                    "CLU088", $"{cluster.Path}.upgradeChannel",
                    $"{Spelling.Of(cluster.UpgradeChannel)} would upgrade the cluster beyond the version in the stack; the next pulumi " +
                    "up would then ask for a downgrade, which AKS refuses. Allowed: none, patch.");
            }

            // https://learn.microsoft.com/azure/aks/image-cleaner
            if (cluster.ImageCleanerHours is < 24 or > 2160)
            {
                yield return Finding.Error(
                    "CLU088", $"{cluster.Path}.imageCleanerHours",
                    $"imageCleanerHours is {cluster.ImageCleanerHours}. Allowed: 24 to 2160.");
            }

            foreach (var pool in cluster.Pools)
            {
                if (pool.MaxSurge is not { } surge)
                {
                    continue;
                }

                if (pool.Provisioner == Provisioner.Karpenter)
                {
                    yield return Finding.Error("CLU088", $"{pool.Path}.maxSurge",
                        "Karpenter replaces a tenth of its nodes at a time, and starts the new ones first. Leave maxSurge out.");
                }
                else if (pool.Capacity == Capacity.Spot)
                {
                    yield return Finding.Error("CLU088", $"{pool.Path}.maxSurge",
                        "AKS does not accept maxSurge for a spot pool. Leave it out.");
                }
                else if (!_surge.IsMatch(surge))
                {
                    yield return Finding.Error(
                        "CLU088", $"{pool.Path}.maxSurge",
                        $"\"{surge}\" is neither a number of nodes nor a percentage. Allowed: \"0\" to \"9999\", or \"1%\" to \"100%\".");
                }
            }
        }
    }
}
