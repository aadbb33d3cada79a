using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using AzureNative = Pulumi.AzureNative;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Aks;

/// <summary>A cluster of Azure Kubernetes Service: network, identities, keys, control plane, pools, backup store and storage
/// classes.</summary>
public sealed class AksCluster : KubernetesCluster
{
    private readonly AksBinding binding;

    /// <summary>Creates the cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster's specification.</param>
    /// <param name="provider">The provider of the cluster's subscription.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">The specification asks for what Azure does not have; rules refuse it earlier and all at
    /// once.</exception>
    public AksCluster(PlatformSpec platform, AksClusterSpec cluster, AzureNative.Provider provider, ComponentResourceOptions options)
        : base(
            "infra:clusters:Aks",
            cluster,
            ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Providers = { provider } }))
    {
        var scope = new AksScope(platform, cluster, this);
        var network = new AksNetwork(scope);
        var endpoints = new AksPrivateEndpoints(scope, network);
        var identities = new AksIdentities(scope);
        identities.GrantNetwork(network);
        identities.GrantReservations(cluster.Pools);
        AksRegistry.Add(scope, identities, endpoints);
        var keys = scope.CustomerKeys ? new AksKeys(scope, identities, endpoints) : null;
        var monitoring = new AksMonitoring(scope);
        var controlPlane = new AksControlPlane(scope, network, endpoints, identities, keys, monitoring).Cluster;
        monitoring.WatchCluster(controlPlane.Id);
        if (keys is not null)
            monitoring.WatchVault(keys.Vault.Id);
        AksMaintenance.Add(scope, controlPlane);
        var grants = GrantUsers(scope, controlPlane);
        // One after another: AKS refuses a pool while it makes another (OperationNotAllowed, https://aka.ms/aks-pending-operation).
        Resource last = controlPlane;
        foreach (var pool in cluster.Pools)
            last = AksNodePools.Add(scope, network, controlPlane, pool, last);

        Identifier = controlPlane.Id;
        Provider = KubernetesProvider(scope, controlPlane, provider, grants);
        Ready = [controlPlane];
        var store = new AksBackupStore(scope, keys, endpoints, monitoring);
        AddStorage(scope, new AksStorage(scope, Provider), keys, identities, endpoints, network);
        binding = new AksBinding(scope, controlPlane, store, identities, Provider);
        RegisterOutputs(new Dictionary<string, object?> { ["identifier"] = Identifier });
    }

    /// <inheritdoc/>
    public override Output<string> Identifier { get; }

    /// <inheritdoc/>
    public override Kubernetes.Provider Provider { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Ready { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options) =>
        binding.Bind(identity, options);

    // Everyone needs the first role to find the cluster at all; the second says what they may do in it.
    private static List<Resource> GrantUsers(AksScope scope, ManagedCluster cluster)
    {
        var grants = new List<Resource>();
        foreach (var (kind, groups, right) in new[]
        {
            ("administrators", scope.Cluster.Access.Administrators, AzureRole.AksRbacClusterAdmin),
            ("viewers", scope.Cluster.Access.Viewers, AzureRole.AksRbacReader),
        })
        {
            foreach (var group in groups)
            {
                grants.Add(scope.Grant($"{kind}-{group}-user", AzureRole.AksClusterUser, group, cluster.Id, PrincipalType.Group));
                grants.Add(scope.Grant($"{kind}-{group}", right, group, cluster.Id, PrincipalType.Group));
            }
        }

        return grants;
    }

    // The certificate authority is in no output of the cluster, hence the one invoke of the program. It is given the cluster's own
    // output, so that it runs when the cluster is there and never asks for anything that the program did not make. The provider waits for
    // the grants, since whoever runs the program comes in by one of them.
    private Kubernetes.Provider KubernetesProvider(
        AksScope scope, ManagedCluster cluster, AzureNative.Provider provider, List<Resource> grants)
    {
        var credentials = ListManagedClusterUserCredentials.Invoke(
            new ListManagedClusterUserCredentialsInvokeArgs
            {
                ResourceGroupName = scope.Group.Name,
                ResourceName = cluster.Name,
                Format = "exec",
            },
            new InvokeOptions { Parent = this, Provider = provider });
        var name = ResourceNames.Cluster(scope.Platform, scope.Cluster);
        return ClusterProvider.Create(
            scope.Logical("kubernetes"),
            credentials.Apply(found => AksKubeconfig.From(found.Kubeconfigs[0].Value, name, scope.Cloud)),
            cluster.Id,
            new CustomResourceOptions { Parent = this, DependsOn = grants });
    }

    private static void AddStorage(
        AksScope scope, AksStorage storage, AksKeys? keys, AksIdentities identities, AksPrivateEndpoints endpoints, AksNetwork network)
    {
        if (scope.Cluster.Storage.Fast is not null)
            storage.AddFast(keys);
        if (scope.Cluster.Storage.Shared is not null)
            storage.AddShared(keys, identities, endpoints);
        if (scope.Cluster.Storage.Parallel is { } parallel)
            storage.AddParallel(parallel, keys, network);
    }
}
