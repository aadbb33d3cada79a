using Infra.Components.Clusters.Aks.Settings;
using Infra.Specification.Formats;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The identities of a cluster. They exist before the cluster, so that every role is granted before it is needed.</summary>
public sealed class AksIdentities : ComponentResource
{
    /// <summary>Creates the identities and grants them access to the network and reserved capacity.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="network">Its network.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">A reservation is not given by its id; a rule refuses it earlier.</exception>
    public AksIdentities(AksScope scope, AksResourceGroups groups, AksNetwork network, ComponentResourceOptions options)
        : base("infra:clusters:AksIdentities", scope.Name("identities"), options)
    {
        ControlPlane = AksIdentity.Create(this, scope, groups.Cluster, "control-plane");
        Kubelet = AksIdentity.Create(this, scope, groups.Cluster, "kubelet");
        List<Resource> grants =
        [
            // Without it AKS cannot assign the kubelet's identity to the nodes.
            Grant("kubelet", AzureRole.ManagedIdentityOperator, Kubelet.Id),
            Grant("network", AzureRole.NetworkContributor, network.VirtualNetwork.Id),
        ];
        if (network.Routes is { } routes)
        {
            grants.Add(Grant("routes", AzureRole.NetworkContributor, routes.Id));
        }

        // Microsoft grants the role for reserved capacity on the resource group ("Use capacity reservation groups"); the scope of the
        // reservation itself is enough, and grants nothing else in the group. Azure refuses a second assignment of the same role at the
        // same scope.
        foreach (var id in scope.Cluster.Pools.Select(pool => pool.Reservation).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var reservation = AksResourceId.Of(id, AksResourceId.CapacityReservationGroup)
                ?? throw new NotSupportedException($"\"{id}\" is not the id of a capacity reservation group.");
            grants.Add(Grant($"{reservation.Group}-{reservation.Name}", AzureRole.Contributor, id));
        }

        Grants = grants;
        RegisterOutputs();

        Resource Grant(string on, AzureRole role, Input<string> resource) =>
            AksIdentity.Grant(this, scope, $"control-plane-on-{on}", role, ControlPlane.PrincipalId, resource);
    }

    /// <summary>The identity of AKS itself, which joins subnets, writes DNS records and attaches disks.</summary>
    public UserAssignedIdentity ControlPlane { get; }

    /// <summary>The identity of the nodes, which pull images.</summary>
    public UserAssignedIdentity Kubelet { get; }

    /// <summary>The roles without which the cluster cannot be created.</summary>
    public IReadOnlyList<Resource> Grants { get; }
}
