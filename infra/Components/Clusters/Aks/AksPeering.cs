using Infra.Specification.Formats;
using Pulumi;
using Pulumi.AzureNative.Network;
using Inputs = Pulumi.AzureNative.Network.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>Joins the cluster's network with the hub that the specification names. A peering has two sides and carries nothing before
/// both are there. The hub's side is made where the hub is in the cluster's own subscription; elsewhere it is its owner's to make
/// (docs/aks.md), by rights and by a login that this program does not have.</summary>
internal static class AksPeering
{
    /// <summary>Makes the peerings; none where no hub is named. Returns the last change of the network.</summary>
    /// <param name="scope">The cluster's scope.</param>
    /// <param name="network">The cluster's network.</param>
    /// <param name="after">The network's last subnet: Azure makes one change of a network at a time.</param>
    /// <exception cref="NotSupportedException">The hub's id is not one; a rule refuses it earlier.</exception>
    public static Resource Add(AksScope scope, VirtualNetwork network, Resource after)
    {
        if (scope.Cluster.Network.HubNetwork is not { } id)
            return after;
        var hub = AksResourceId.Of(id, AksResourceId.VirtualNetwork)
            ?? throw new NotSupportedException($"{scope.Cluster.Path}.network.hubNetwork: \"{id}\" is not the id of a virtual network.");

        var toHub = Peering("peering-to-hub", Args("hub", scope.Group.Name, network.Name, id), after);
        return hub.Subscription.Equals(scope.Cluster.Subscription, StringComparison.OrdinalIgnoreCase)
            ? Peering("peering-from-hub", Args(scope.Physical("network"), hub.Group, hub.Name, network.Id), toHub)
            : toHub;

        VirtualNetworkPeering Peering(string role, VirtualNetworkPeeringArgs args, Resource after) =>
            new(scope.Logical(role), args, scope.Options(dependsOn: after));
    }

    private static VirtualNetworkPeeringArgs Args(string name, Input<string> group, Input<string> network, Input<string> remote) => new()
    {
        VirtualNetworkPeeringName = name,
        ResourceGroupName = group,
        VirtualNetworkName = network,
        RemoteVirtualNetwork = new Inputs.SubResourceArgs { Id = remote },
        AllowVirtualNetworkAccess = true,
        // What comes through the firewall has neither network's own address.
        AllowForwardedTraffic = true,
        AllowGatewayTransit = false,
        UseRemoteGateways = false,
    };
}
