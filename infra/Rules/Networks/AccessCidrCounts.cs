using System.Globalization;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Networks;

/// <summary>CLU183: no more networks may reach a public API server than the cloud takes.</summary>
public sealed class AccessCidrCounts : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<CloudClusterSpec>()
        let most = cluster.Cloud.MostPublicAccessCidrs
        where cluster.PublicAccessCidrs.Length > most
        select Finding.Error(
            "CLU183", $"{cluster.Path}.publicAccessCidrs",
            string.Create(
                CultureInfo.InvariantCulture,
                $"publicAccessCidrs has {cluster.PublicAccessCidrs.Length} networks. Allowed on {cluster.Kind}: at most {most}; join " +
                $"neighbouring ones."));
}
