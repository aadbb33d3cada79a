using Infra.Components.Clusters.Aks.Settings;
using Pulumi;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>What lets nodes pull from an existing registry: the role and, where endpoints are private, an address in the cluster's
/// network.</summary>
public sealed class AksRegistry : ComponentResource
{
    /// <summary>Creates both.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="registry">Id of the registry.</param>
    /// <param name="identities">What pulls.</param>
    /// <param name="endpoints">Where the registry gets its address.</param>
    /// <param name="options">Options of the component.</param>
    public AksRegistry(
        AksScope scope, string registry, AksIdentities identities, AksEndpoints endpoints, ComponentResourceOptions options)
        : base("infra:clusters:AksRegistry", scope.Name("registry"), options)
    {
        var grant = AksIdentity.Grant(this, scope, "kubelet-on-registry", AzureRole.AcrPull, identities.Kubelet.PrincipalId, registry);
        // One zone for both of its names: the login server and the data endpoint of the region.
        Ready = scope.Private ? [grant, endpoints.Add("registry", registry, "registry", scope.Cloud.RegistryZone)] : [grant];
        RegisterOutputs();
    }

    /// <summary>What must exist before the first image is pulled.</summary>
    public IReadOnlyList<Resource> Ready { get; }
}
