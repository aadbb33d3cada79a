using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Eks;

/// <summary>CLU062: networks that may reach a private endpoint are private networks.</summary>
public sealed class PrivateAccess : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            for (var i = 0; i < cluster.PrivateAccessCidrs.Length; i++)
            {
                if (Ipv4Range.OfNetwork(cluster.PrivateAccessCidrs[i]) is not { IsPrivate: true })
                {
                    yield return Finding.Error(
                        "CLU062", $"{cluster.Path}.privateAccessCidrs[{i}]",
                        $"\"{cluster.PrivateAccessCidrs[i]}\" is not a private network. Allowed: networks in 10.0.0.0/8, 172.16.0.0/12, " +
                        "192.168.0.0/16 and 100.64.0.0/10 without host bits, such as 10.0.0.0/24.");
                }
            }
        }
    }
}
