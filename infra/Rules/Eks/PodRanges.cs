using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Eks;

/// <summary>CLU122: the second range of a VPC, for pods, is one that AWS adds to every VPC, and does not overlap the first.</summary>
public sealed class PodRanges : ISpecRule
{
    // RFC 6598; a range of RFC 1918 is refused beside one of another class of it
    // (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions).
    private static readonly Ipv4Range _shared = Ipv4Range.OfNetwork("100.64.0.0/10")!.Value;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            if (cluster.Network.PodCidr is not { } pods)
            {
                continue;
            }

            var path = $"{cluster.Path}.network.podCidr";
            if (Ipv4Range.OfNetwork(pods) is not { Size: >= 1 << 8 and <= 1 << 16 } range || !_shared.Contains(range))
            {
                yield return Finding.Error(
                    "CLU122", path,
                    $"\"{pods}\" is not a range for pods. Allowed: a network in 100.64.0.0/10 without host bits, from /24 to /16, such " +
                    "as 100.64.0.0/16.");
            }
            else if (Ipv4Range.OfNetwork(cluster.Network.Cidr) is { } own && own.Overlaps(range))
            {
                yield return Finding.Error("CLU122", path, $"\"{pods}\" overlaps the VPC's first range, {cluster.Network.Cidr}.")
                    with { ComparedWith = [$"{cluster.Path}.network.cidr"] };
            }
        }
    }
}
