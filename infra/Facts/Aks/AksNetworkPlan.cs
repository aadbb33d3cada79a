using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Infra.Facts.Aks;

/// <summary>How the virtual network of a cluster is divided. Pods use an overlay network and take no address from it.</summary>
/// <param name="Nodes">The first half: one address per node.</param>
/// <param name="Parallel">The third quarter: the servers of a parallel file system.</param>
/// <param name="Endpoints">The seventh eighth: private endpoints.</param>
/// <param name="ApiServer">A /28 at the start of the last eighth, the smallest subnet that AKS accepts for the API server.</param>
public sealed record AksNetworkPlan(string Nodes, string Parallel, string Endpoints, string ApiServer)
{
    private const int ApiServerPrefix = 28;

    /// <summary>Divides a network.</summary>
    /// <param name="cidr">The network, between /16 and /24.</param>
    /// <exception cref="FormatException">It is not an IPv4 network.</exception>
    public static AksNetworkPlan Of(string cidr)
    {
        var network = IPNetwork.Parse(cidr);
        var first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        var eighth = 1u << (32 - network.PrefixLength - 3);
        return new AksNetworkPlan(
            Cidr(first, network.PrefixLength + 1),
            Cidr(first + (4 * eighth), network.PrefixLength + 2),
            Cidr(first + (6 * eighth), network.PrefixLength + 3),
            Cidr(first + (7 * eighth), ApiServerPrefix));
    }

    /// <summary>The address of the cluster's DNS service: the tenth of the service network, by Kubernetes convention.</summary>
    /// <exception cref="FormatException">It is not an IPv4 network.</exception>
    public static string DnsAddress(string serviceCidr) =>
        Address(BinaryPrimitives.ReadUInt32BigEndian(IPNetwork.Parse(serviceCidr).BaseAddress.GetAddressBytes()) + 10);

    private static string Cidr(uint address, int prefix) => string.Create(CultureInfo.InvariantCulture, $"{Address(address)}/{prefix}");

    private static string Address(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes).ToString();
    }
}
