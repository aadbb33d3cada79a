using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Networks;

/// <summary>CLU024: networks that may reach a public endpoint are valid, and are given only where endpoints are public. CLU064: there they
/// must be given, because both clouds treat an empty list as all networks, and must not open the API to everybody.</summary>
public sealed class PublicAccess : ISpecRule
{
    // A /8: as many as a cloud takes do not add up to the internet, however it is cut into pieces.
    private const long LargestNetwork = 1L << 24;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cidrs = cluster.PublicAccessCidrs;
            if (!cidrs.IsEmpty && platform.Sovereignty.Endpoints == EndpointAccess.Private)
            {
                yield return Finding.Error(
                    "CLU024", $"{cluster.Path}.publicAccessCidrs",
                    "publicAccessCidrs is given, but sovereignty.endpoints is private. Leave it out, or set endpoints to public.")
                    with { ComparedWith = ["sovereignty.endpoints"] };
            }

            if (cidrs.IsEmpty && platform.Sovereignty.Endpoints == EndpointAccess.Public)
            {
                yield return Finding.Error(
                    "CLU064", $"{cluster.Path}.publicAccessCidrs",
                    "publicAccessCidrs is empty, so the whole internet can reach the Kubernetes API. List the networks that may use it.")
                    with { ComparedWith = ["sovereignty.endpoints"] };
            }

            for (var i = 0; i < cidrs.Length; i++)
            {
                var path = $"{cluster.Path}.publicAccessCidrs[{i}]";
                if (Ipv4Range.OfNetwork(cidrs[i]) is not { } range)
                {
                    yield return Finding.Error(
                        "CLU024", path,
                        $"\"{cidrs[i]}\" is not a network. Allowed: an IPv4 network in CIDR notation without host bits, such as " +
                        "203.0.113.0/24.");
                }
                else if (range.IsPrivate)
                {
                    // Both clouds refuse networks that cannot come from the internet
                    // (https://docs.aws.amazon.com/eks/latest/userguide/config-cluster-endpoint.html,
                    // https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges).
                    yield return Finding.Error(
                        "CLU024", path,
                        $"\"{cidrs[i]}\" is a private network, which can never reach a public endpoint. Allowed: the public addresses of " +
                        "the clients.");
                }
                else if (range.Size > LargestNetwork)
                {
                    yield return Finding.Error(
                        "CLU064", path,
                        $"\"{cidrs[i]}\" opens the Kubernetes API to a large part of the internet. Allowed: networks of /8 or smaller.");
                }
                else if (cidrs.IndexOf(cidrs[i]) < i)
                {
                    yield return Finding.Error("CLU024", path, $"\"{cidrs[i]}\" is given twice. Keep one.");
                }
            }
        }
    }
}
