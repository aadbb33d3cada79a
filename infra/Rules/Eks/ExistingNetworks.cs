using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Networks;

namespace Infra.Rules.Eks;

/// <summary>CLU120: an existing VPC is described completely, with a subnet in each zone, and nothing is asked for that the platform makes
/// only in a VPC of its own.</summary>
public sealed class ExistingNetworks : ISpecRule
{
    private const string Code = "CLU120";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<EksClusterSpec>())
        {
            var path = $"{cluster.Path}.network";
            if (cluster.Network.Existing is { } existing)
            {
                foreach (var finding in Ways(cluster.Network, path).Concat(Ids(existing, $"{path}.existing"))
                    .Concat(Subnets(cluster, existing, $"{path}.existing")))
                {
                    yield return finding;
                }
            }
            else if (cluster.Network.Egress == EksEgress.Existing)
            {
                yield return Finding.Error(
                    Code, $"{path}.egress",
                    "egress is existing, but the platform creates this VPC. Allowed: nat-per-zone, nat-single, transit-gateway, " +
                    "isolated; or describe the VPC in network.existing.");
            }
        }
    }

    private static IEnumerable<Finding> Ways(EksNetworkSpec network, string path)
    {
        if (network.Way is not (EksEgress.Existing or EksEgress.Isolated))
        {
            yield return Finding.Error(
                Code, $"{path}.egress",
                $"egress is {Spelling.Of(network.Way)}, but the platform makes no gateway in an existing VPC. Allowed: existing, " +
                "isolated.");
        }

        if (network.PodCidr is not null)
        {
            yield return Finding.Error(
                Code, $"{path}.podCidr",
                "the platform adds no range to an existing VPC. Leave podCidr out, and give the subnets of the pods in " +
                "network.existing.pods.");
        }

        if (network.TransitGateway is not null)
        {
            yield return Finding.Error(
                Code, $"{path}.transitGateway",
                "the platform changes no routes of an existing VPC. Leave transitGateway out, and attach the VPC where it is described.");
        }
    }

    private static IEnumerable<Finding> Ids(EksExistingNetworkSpec existing, string path)
    {
        if (!AwsResourceId.Fits("vpc", existing.Vpc))
        {
            yield return Finding.Error(
                Code, $"{path}.vpc", $"\"{existing.Vpc}\" is not a VPC. Give its id, such as vpc-0123456789abcdef0.");
        }

        for (var i = 0; i < existing.RouteTables.Length; i++)
        {
            var id = existing.RouteTables[i];
            if (!AwsResourceId.Fits("rtb", id))
            {
                yield return Finding.Error(
                    Code, $"{path}.routeTables[{i}]", $"\"{id}\" is not a route table. Give its id, such as rtb-0123456789abcdef0.");
            }
            else if (existing.RouteTables.IndexOf(id) < i)
            {
                yield return Finding.Error(Code, $"{path}.routeTables[{i}]", $"\"{id}\" is given twice. Keep one.");
            }
        }
    }

    private static IEnumerable<Finding> Subnets(EksClusterSpec cluster, EksExistingNetworkSpec existing, string path)
    {
        var known = AwsProfile.Profile.Regions.GetValueOrDefault(cluster.Region)?.Zones ?? [];
        var network = Ipv4Range.OfNetwork(cluster.Network.Cidr);
        var seen = new List<(string Path, EksSubnetSpec Subnet, Ipv4Range Range)>();
        foreach (var (member, subnets) in Groups(existing))
        {
            for (var i = 0; i < subnets.Length; i++)
            {
                var (subnet, place) = (subnets[i], $"{path}.{member}[{i}]");
                if (!AwsResourceId.Fits("subnet", subnet.Id))
                {
                    yield return Finding.Error(
                        Code, $"{place}.id", $"\"{subnet.Id}\" is not a subnet. Give its id, such as subnet-0123456789abcdef0.");
                }

                if (!known.IsEmpty && !known.Contains(subnet.Zone))
                {
                    yield return Finding.Error(
                        Code, $"{place}.zone", $"\"{subnet.Zone}\" is not a zone of {cluster.Region}. Allowed: {Spelling.List(known)}.");
                }
                else if (subnets.Take(i).Any(other => other.Zone == subnet.Zone))
                {
                    yield return Finding.Error(
                        Code, $"{place}.zone", $"zone {subnet.Zone} has two subnets in {member}. Give one for each zone.");
                }

                if (Ipv4Range.OfNetwork(subnet.Cidr) is not { Size: >= 1 << 4 } range)
                {
                    yield return Finding.Error(
                        Code, $"{place}.cidr",
                        $"\"{subnet.Cidr}\" is not the range of a subnet. Allowed: an IPv4 network in CIDR notation without host bits, " +
                        "at most /28, such as 10.10.0.0/18.");
                }
                else if (member != "pods" && network is { } vpc && !vpc.Contains(range))
                {
                    yield return Finding.Error(
                        Code, $"{place}.cidr",
                        $"\"{subnet.Cidr}\" is not in network.cidr, \"{cluster.Network.Cidr}\". Give the range of the VPC that holds the " +
                        "subnets.") with { ComparedWith = [$"{cluster.Path}.network.cidr"] };
                }
                else if (seen.FirstOrDefault(earlier => earlier.Subnet.Id != subnet.Id && earlier.Range.Overlaps(range))
                    is { Path: not null } other)
                {
                    yield return Finding.Error(
                        Code, $"{place}.cidr", $"\"{subnet.Cidr}\" overlaps {other.Subnet.Cidr} of another subnet, {other.Subnet.Id}.")
                        with { ComparedWith = [$"{other.Path}.cidr"] };
                }
                else
                {
                    seen.Add((place, subnet, range));
                }
            }

            foreach (var finding in Complete(cluster, existing, member, subnets, path))
            {
                yield return finding;
            }
        }
    }

    // One subnet in each zone that the cluster uses: the zones of the nodes, whose number is network.zones.
    private static IEnumerable<Finding> Complete(
        EksClusterSpec cluster, EksExistingNetworkSpec existing, string member, ImmutableArray<EksSubnetSpec> subnets, string path)
    {
        if (member == "nodes")
        {
            if (subnets.Length != cluster.Network.Zones)
            {
                yield return Finding.Error(
                    Code, $"{path}.nodes",
                    $"nodes names {(subnets.Length == 1 ? "1 subnet" : $"{subnets.Length} subnets")}, but network.zones is " +
                    $"{cluster.Network.Zones}. Give one subnet for each zone.") with { ComparedWith = [$"{cluster.Path}.network.zones"] };
            }

            yield break;
        }

        var missing = existing.Nodes.Select(subnet => subnet.Zone).Except(subnets.Select(subnet => subnet.Zone)).ToList();
        if (missing.Count > 0 && !(member == "pods" && subnets.IsEmpty))
        {
            yield return Finding.Error(
                Code, $"{path}.{member}", $"{member} has no subnet in {Spelling.List(missing)}, where nodes are. Give one for each zone.")
                with { ComparedWith = [$"{path}.nodes"] };
        }

        var others = subnets.Select(subnet => subnet.Zone).Except(existing.Nodes.Select(subnet => subnet.Zone)).ToList();
        if (others.Count > 0)
        {
            yield return Finding.Error(
                Code, $"{path}.{member}", $"{member} has a subnet in {Spelling.List(others)}, where no nodes are. Leave it out.")
                with { ComparedWith = [$"{path}.nodes"] };
        }
    }

    private static IEnumerable<(string Member, ImmutableArray<EksSubnetSpec> Subnets)> Groups(EksExistingNetworkSpec existing) =>
        [("nodes", existing.Nodes), ("controlPlane", existing.ControlPlane), ("pods", existing.Pods)];
}
