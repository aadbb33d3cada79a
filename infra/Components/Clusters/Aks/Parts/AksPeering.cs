using Infra.Specification.Formats;
using Pulumi;
using Pulumi.AzureNative.Network;
using Inputs = Pulumi.AzureNative.Network.Inputs;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>Peers the cluster's network with the hub that the specification names. A peering has two sides and carries no traffic before
/// both exist. The hub's side is created if the hub is in the cluster's own subscription; otherwise its owner must create it (docs/aks.md),
/// with permissions and a login that this program does not have.</summary>
public sealed class AksPeering : ComponentResource
{
    /// <summary>Creates the peerings.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="network">Its virtual network.</param>
    /// <param name="hub">Id of the hub's virtual network.</param>
    /// <param name="after">The network's last subnet: Azure makes one change to a network at a time.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">The hub's id is not valid; a rule refuses it earlier.</exception>
    public AksPeering(
        AksScope scope, AksResourceGroups groups, VirtualNetwork network, string hub, Resource after, ComponentResourceOptions options)
        : base("infra:clusters:AksPeering", scope.Name("peering"), options)
    {
        var other = AksResourceId.Of(hub, AksResourceId.VirtualNetwork)
            ?? throw new NotSupportedException($"{scope.Cluster.Path}.network.hubNetwork: \"{hub}\" is not the id of a virtual network.");

        var toHub = Peering("peering-to-hub", Args("hub", groups.Cluster.Name, network.Name, hub), after);
        Settled = other.Subscription.Equals(scope.Cluster.Subscription, StringComparison.OrdinalIgnoreCase)
            ? Peering("peering-from-hub", Args(scope.CloudNameOf("network"), other.Group, other.Name, network.Id), toHub)
            : toHub;
        RegisterOutputs();

        VirtualNetworkPeering Peering(string role, VirtualNetworkPeeringArgs args, Resource before) =>
            new(scope.Name(role), args, new CustomResourceOptions { Parent = this, DependsOn = { before } });
    }

    /// <summary>The last change to the network.</summary>
    public Resource Settled { get; }

    private static VirtualNetworkPeeringArgs Args(string name, Input<string> group, Input<string> network, Input<string> remote) => new()
    {
        VirtualNetworkPeeringName = name,
        ResourceGroupName = group,
        VirtualNetworkName = network,
        RemoteVirtualNetwork = new Inputs.SubResourceArgs { Id = remote },
        AllowVirtualNetworkAccess = true,
        // Traffic through the firewall has an address of neither network.
        AllowForwardedTraffic = true,
        AllowGatewayTransit = false,
        UseRemoteGateways = false,
    };
}
