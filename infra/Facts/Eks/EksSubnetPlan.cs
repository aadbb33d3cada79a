using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Infra.Catalogue;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;

namespace Infra.Facts.Eks;

/// <summary>How the network of a cluster is divided into subnets. Pure.</summary>
/// <param name="Private">Large subnets for nodes and pods, one per zone: prefix delegation assigns blocks of 16 addresses.</param>
/// <param name="Public">Small subnets for NAT gateways and public load balancers, one per zone.</param>
/// <param name="Intra">Small subnets for the control plane's interfaces and for endpoints, one per zone; never routed outside.</param>
public sealed record EksSubnetPlan(ImmutableArray<EksSubnet> Private, ImmutableArray<EksSubnet> Public, ImmutableArray<EksSubnet> Intra)
{
    /// <summary>Subnets for pods alone, one per zone; none where pods are in those of the nodes.</summary>
    public ImmutableArray<EksSubnet> Pods { get; init; } = [];

    // The smallest subnet that AWS allows (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
    private const int SmallestSubnet = 28;

    // 251 usable addresses in an ordinary VPC; smaller VPCs get smaller subnets, 1/64 of the whole.
    private const int SmallSubnet = 24;

    /// <summary>Plans the subnets of a cluster. The layout reserves room for three zones (six if more are requested), so that adding a zone
    /// later moves no existing subnet.</summary>
    /// <exception cref="ArgumentException">The network is too small for its zones, or the region has fewer zones.</exception>
    public static EksSubnetPlan For(EksClusterSpec cluster)
    {
        if (cluster.Network.Existing is { } existing)
        {
            return new(Row(cluster, existing.Nodes), [], Row(cluster, existing.ControlPlane)) { Pods = Row(cluster, existing.Pods) };
        }

        var known = AwsProfile.Profile.Regions.GetValueOrDefault(cluster.Region)?.Zones ?? [];
        if (cluster.Network.Zones > known.Length)
        {
            throw new ArgumentException($"{cluster.Region} has {known.Length} zones, but {cluster.Network.Zones} were requested.");
        }

        ImmutableArray<string> zones = [.. known.Take(cluster.Network.Zones).Select(zone => cluster.Region + zone)];
        var plan = Plan(IPNetwork.Parse(cluster.Network.Cidr), zones);
        return cluster.Network.PodCidr is { } pods ? plan with { Pods = PodRow(IPNetwork.Parse(pods), zones) } : plan;
    }

    // Equal parts, with room for a fourth or an eighth zone, because the size of a subnet is a power of two.
    private static ImmutableArray<EksSubnet> PodRow(IPNetwork network, ImmutableArray<string> zones) =>
        Row(zones, Number(network.BaseAddress), network.PrefixLength + (zones.Length <= 3 ? 2 : 3));

    private static ImmutableArray<EksSubnet> Row(EksClusterSpec cluster, ImmutableArray<EksSubnetSpec> subnets) =>
        [.. subnets.Select(subnet => new EksSubnet(cluster.Region + subnet.Zone, subnet.Cidr))];

    /// <summary>Plans the subnets of a network for the given zones.</summary>
    /// <exception cref="ArgumentException">The network is too small.</exception>
    internal static EksSubnetPlan Plan(IPNetwork network, ImmutableArray<string> zones)
    {
        var slots = zones.Length <= 3 ? 3 : 6;
        var small = Math.Clamp(network.PrefixLength + 6, SmallSubnet, SmallestSubnet);
        var total = Size(network.PrefixLength);
        var large = Enumerable.Range(network.PrefixLength + 1, Math.Max(0, SmallestSubnet - network.PrefixLength))
            .FirstOrDefault(prefix => slots * (Size(prefix) + (2 * Size(small))) <= total);
        if (large == 0)
        {
            throw new ArgumentException($"{network} is too small for subnets in {zones.Length} zones.");
        }

        var first = Number(network.BaseAddress);
        var publics = first + (slots * Size(large));
        var intras = publics + (slots * Size(small));
        return new(Row(zones, first, large), Row(zones, publics, small), Row(zones, intras, small));
    }

    private static ImmutableArray<EksSubnet> Row(ImmutableArray<string> zones, long start, int prefix) =>
        [.. zones.Select((zone, index) => new EksSubnet(zone, $"{Address(start + (index * Size(prefix)))}/{prefix}"))];

    private static long Size(int prefix) => 1L << (32 - prefix);

    private static long Number(IPAddress address) => address.GetAddressBytes().Aggregate(0L, (number, part) => (number << 8) | part);

    private static string Address(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number >> 24 & 255}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
}
