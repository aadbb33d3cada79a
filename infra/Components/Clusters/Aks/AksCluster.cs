using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using AzureNative = Pulumi.AzureNative;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Aks;

/// <summary>A cluster of Azure Kubernetes Service: network, identities, keys, control plane, pools, backup store and storage
/// classes.</summary>
public sealed class AksCluster : KubernetesCluster
{
    private readonly AksScope scope;
    private readonly AksParts parts;
    private readonly AksBackupStore backups;

    /// <summary>Creates the cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster's specification.</param>
    /// <param name="provider">The provider of the cluster's subscription.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">The specification requests something that Azure does not offer; rules refuse it earlier, all
    /// at once.</exception>
    public AksCluster(PlatformSpec platform, AksClusterSpec cluster, AzureNative.Provider provider, ComponentResourceOptions options)
        : base(
            "infra:clusters:Aks",
            cluster,
            ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Providers = { provider } }))
    {
        scope = new AksScope(platform, cluster);

        var groups = new AksResourceGroups(scope, Child());
        var network = new AksNetwork(scope, groups, Child());
        var endpoints = new AksEndpoints(scope, groups, network, Child());
        var identities = new AksIdentities(scope, groups, network, Child());
        var registry = cluster.ContainerRegistry is { } id ? new AksRegistry(scope, id, identities, endpoints, Child()) : null;
        var logs = new AksLogs(scope, groups, Child());
        var keys = scope.CustomerKeys ? new AksKeys(scope, groups, identities, endpoints, logs, Child()) : null;
        var controlPlane = new AksControlPlane(scope, groups, network, endpoints, identities, keys, registry, logs, Child());
        parts = new AksParts(groups, network, endpoints, identities, keys, logs, controlPlane);

        _ = new AksMaintenance(scope, parts, Child());
        _ = new AksPools(scope, parts, Child());

        Provider = ClusterProvider.Create(
            scope.Name("kubernetes"),
            Kubeconfig(provider),
            controlPlane.Cluster.Id,
            // Whoever runs the program gets access through one of the role assignments.
            new CustomResourceOptions { Parent = this, DependsOn = [.. controlPlane.Access] });
        Ready = [controlPlane.Cluster];

        backups = new AksBackupStore(scope, parts, Child());
        _ = new AksStorage(scope, parts, Provider, Child());
        RegisterOutputs(new Dictionary<string, object?> { ["identifier"] = Identifier });
    }

    /// <inheritdoc/>
    public override Output<string> Identifier => parts.ControlPlane.Cluster.Id;

    /// <inheritdoc/>
    public override Kubernetes.Provider Provider { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Ready { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options)
    {
        var workload = new AksWorkloadIdentity(scope, parts, backups, identity, Child());
        var account = new Kubernetes.Core.V1.ServiceAccount(
            scope.Name($"{identity.Namespace}-{identity.ServiceAccount}-account"),
            new ServiceAccountArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = identity.ServiceAccount,
                    Namespace = identity.Namespace,
                    Labels = { [AksNames.WorkloadIdentityLabel] = "true" },
                    Annotations =
                    {
                        ["azure.workload.identity/client-id"] = workload.Identity.ClientId,
                        ["azure.workload.identity/tenant-id"] = workload.Identity.TenantId,
                    },
                },
            },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Provider = Provider }));
        return [account, .. workload.Ready];
    }

    private ComponentResourceOptions Child() => new() { Parent = this };

    // The certificate authority is not an output of the cluster, so this is the only invoke of the program. Its input is the cluster's own
    // output, so that it runs once the cluster exists and never asks for anything that the program did not create.
    private Output<string> Kubeconfig(AzureNative.Provider provider) => ListManagedClusterUserCredentials.Invoke(
        new ListManagedClusterUserCredentialsInvokeArgs
        {
            ResourceGroupName = parts.Groups.Cluster.Name,
            ResourceName = parts.ControlPlane.Cluster.Name,
            Format = "exec",
        },
        new InvokeOptions { Parent = this, Provider = provider })
        .Apply(found => AksKubeconfig.From(found.Kubeconfigs[0].Value, scope.CloudName, scope.Cloud));
}
