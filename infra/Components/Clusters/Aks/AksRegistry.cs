namespace Infra.Components.Clusters.Aks;

/// <summary>What lets nodes pull from a registry that is there already: the role, and where endpoints are private an address in the
/// cluster's network.</summary>
internal static class AksRegistry
{
    /// <summary>Makes both; nothing where no registry is named.</summary>
    public static void Add(AksScope scope, AksIdentities identities, AksPrivateEndpoints endpoints)
    {
        if (scope.Cluster.ContainerRegistry is not { } id)
            return;
        identities.Grants.Add(scope.Grant("kubelet-on-registry", AzureRole.AcrPull, identities.Kubelet.PrincipalId, id));
        // One zone for both of its names, that of the login server and that of the region's data endpoint.
        if (scope.Private)
            identities.Grants.Add(endpoints.Add("registry", id, "registry", scope.Cloud.RegistryZone));
    }
}
