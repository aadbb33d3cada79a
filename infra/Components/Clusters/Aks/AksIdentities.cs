using Infra.Specification.Formats;
using Infra.Specification.Pools;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace Infra.Components.Clusters.Aks;

/// <summary>The identities of a cluster's machinery. They exist before the cluster, so that every role is granted before it is
/// needed.</summary>
internal sealed class AksIdentities
{
    private readonly AksScope scope;

    public AksIdentities(AksScope scope)
    {
        this.scope = scope;
        ControlPlane = Make("control-plane");
        Kubelet = Make("kubelet");
        // Without it AKS cannot put the kubelet's identity on the nodes.
        Grants.Add(scope.Grant("control-plane-on-kubelet", AzureRole.ManagedIdentityOperator, ControlPlane.PrincipalId, Kubelet.Id));
    }

    /// <summary>What AKS itself acts as: joins subnets, writes DNS records, attaches disks.</summary>
    public UserAssignedIdentity ControlPlane { get; }

    /// <summary>What nodes act as: pulls images.</summary>
    public UserAssignedIdentity Kubelet { get; }

    /// <summary>The roles that the cluster cannot be created without.</summary>
    public List<Resource> Grants { get; } = [];

    public UserAssignedIdentity Make(string role) => new(scope.Logical($"{role}-identity"), new UserAssignedIdentityArgs
    {
        ResourceName = scope.Physical(role),
        ResourceGroupName = scope.Group.Name,
        Location = scope.Cluster.Region,
    }, scope.Options());

    /// <summary>Lets the control plane use the network: its subnets and, where there is one, the route table.</summary>
    public void GrantNetwork(AksNetwork network)
    {
        Grants.Add(scope.Grant(
            "control-plane-on-network", AzureRole.NetworkContributor, ControlPlane.PrincipalId, network.VirtualNetwork.Id));
        if (network.Routes is { } routes)
            Grants.Add(scope.Grant("control-plane-on-routes", AzureRole.NetworkContributor, ControlPlane.PrincipalId, routes.Id));
    }

    /// <summary>Lets the control plane place nodes in reserved capacity. Microsoft grants the role on the resource group ("Use capacity
    /// reservation groups"); the reservation's own scope is enough and opens nothing else in there.</summary>
    /// <exception cref="NotSupportedException">A reservation is not named by its id; a rule refuses it earlier.</exception>
    public void GrantReservations(IEnumerable<AksNodePoolSpec> pools)
    {
        // Azure refuses a second assignment of the same role at the same scope.
        foreach (var id in pools.Select(pool => pool.Reservation).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var group = AksResourceId.Of(id, AksResourceId.CapacityReservationGroup)
                ?? throw new NotSupportedException($"\"{id}\" is not the id of a capacity reservation group.");
            Grants.Add(scope.Grant($"control-plane-on-{group.Group}-{group.Name}", AzureRole.Contributor, ControlPlane.PrincipalId, id));
        }
    }

    /// <summary>Lets the control plane write the API server's name.</summary>
    public void GrantZone(Input<string> zone) =>
        Grants.Add(scope.Grant("control-plane-on-zone", AzureRole.PrivateDnsZoneContributor, ControlPlane.PrincipalId, zone));
}
