using Infra.Components.Clusters.Aks.Backups;
using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Components.Workloads;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;
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
    private readonly AksScope _scope;
    private readonly AksParts _parts;
    private readonly AksBackupStore _backups;
    private readonly Output<string> _credential;

    /// <summary>Creates the cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster's specification.</param>
    /// <param name="provider">The provider of the cluster's subscription.</param>
    /// <param name="copies">The provider of the subscription of the copy of its backups; absent: the cluster's own.</param>
    /// <param name="options">Options of the component.</param>
    /// <param name="hub">The hub that deploys to it; absent: none.</param>
    /// <exception cref="NotSupportedException">The specification requests something that Azure does not offer; rules refuse it earlier, all
    /// at once.</exception>
    public AksCluster(
        PlatformSpec platform, AksClusterSpec cluster, AzureNative.Provider provider, AzureNative.Provider? copies,
        ComponentResourceOptions options, HubRecord? hub = null)
        : base(
            "infra:clusters:Aks",
            cluster,
            ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Providers = { provider } }))
    {
        _scope = new AksScope(platform, cluster);

        var groups = new AksResourceGroups(_scope, copies, Child());
        var network = new AksNetwork(_scope, groups, Child());
        var endpoints = new AksEndpoints(_scope, groups, network, Child());
        var identities = new AksIdentities(_scope, groups, network, Child());
        var registry = cluster.ContainerRegistry is { } id ? new AksRegistry(_scope, id, identities, endpoints, Child()) : null;
        var logs = new AksLogs(_scope, groups, endpoints, Child());
        var waits = new AksWaits(_scope, Child());
        var keys = _scope.CustomerKeys ? new AksKeys(_scope, groups, identities, endpoints, waits, logs, Child()) : null;
        var controlPlane = new AksControlPlane(_scope, groups, network, endpoints, identities, keys, registry, logs, hub, Child());
        _parts = new AksParts(groups, network, endpoints, identities, keys, waits, logs, controlPlane);

        _ = new AksMaintenance(_scope, _parts, Child());
        _ = new AksPools(_scope, _parts, Child());

        _credential = Credential(provider);
        Provider = ClusterProvider.Create(
            _scope.Name("kubernetes"),
            _credential.Apply(text => AksKubeconfig.From(text, _scope.CloudName, _scope.Cloud, cluster, _scope.Tenant)),
            controlPlane.Cluster.Id,
            // Whoever runs the program gets access through one of the role assignments.
            new CustomResourceOptions { Parent = this, DependsOn = { waits.ForAccess(controlPlane.Access) } });
        Ready = [controlPlane.Cluster];
        if (new AksFacts(cluster).HasKarpenter)
        {
            _ = new AksKarpenter(_scope, Provider, Child());
        }

        _backups = new AksBackupStore(_scope, _parts, copies, Child());
        if (cluster.BackupVault is { } vault)
        {
            _ = new AksVaultBackups(_scope, vault, _parts, _backups, Child());
        }

        _ = new AksStorage(_scope, _parts, Provider, Child());
        if (_scope.KeepsLogs)
        {
            _ = new AksContainerLogs(_scope, _parts, Child());
        }

        if (cluster.Defender)
        {
            _ = new AksDefender(_scope, controlPlane, Child());
        }

        if (cluster.Budget is { } budget)
        {
            _ = new AksBudget(_scope, groups, budget, Child());
        }

        RegisterOutputs(new Dictionary<string, object?> { ["identifier"] = Identifier });
    }

    /// <inheritdoc/>
    public override Output<string> Identifier => _parts.ControlPlane.Cluster.Id;

    /// <inheritdoc/>
    public override Kubernetes.Provider Provider { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Ready { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options)
    {
        var workload = identity.Access is Access.Vault ? null : new AksWorkloadIdentity(_scope, _parts, _backups, identity, Child());
        var metadata = new ObjectMetaArgs { Name = identity.ServiceAccount, Namespace = identity.Namespace };
        if (workload is not null)
        {
            metadata.Labels = new InputMap<string> { [AksNames.WorkloadIdentityLabel] = "true" };
            metadata.Annotations = new InputMap<string>
            {
                ["azure.workload.identity/client-id"] = workload.Identity.ClientId,
                ["azure.workload.identity/tenant-id"] = workload.Identity.TenantId,
            };
        }

        var account = new Kubernetes.Core.V1.ServiceAccount(
            _scope.Name($"{identity.Namespace}-{identity.ServiceAccount}-account"),
            new ServiceAccountArgs { Metadata = metadata, ImagePullSecrets = RegistryLogin.References(_scope.Platform)! },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Provider = Provider }));
        return [account, .. workload?.Ready ?? []];
    }

    /// <inheritdoc/>
    /// <remarks>The role to find the cluster; who may do what in it, Azure decides together with the role bindings of Kubernetes for an
    /// identity of Entra ID (https://learn.microsoft.com/azure/aks/concepts-identity#azure-rbac-to-authorize-access-to-the-aks-resource).
    /// Administrators and viewers have it already.</remarks>
    public override IEnumerable<Resource> LetIn(GroupSpec group)
    {
        var access = _scope.Cluster.Access;
        return group.Azure is not { } id || access.Administrators.Concat(access.Viewers).Contains(id, StringComparer.OrdinalIgnoreCase)
            ? []
            :
            [
                AksIdentity.Grant(
                    this, _scope, $"team-{id}-user", AzureRole.AksClusterUser, id, _parts.ControlPlane.Cluster.Id,
                    AzureNative.Authorization.PrincipalType.Group),
            ];
    }

    /// <inheritdoc/>
    public override HubRecord AsHub(Resource owner) => new(owner)
    {
        Issuer = _parts.ControlPlane.Cluster.OidcIssuerProfile.Apply(profile => profile!.IssuerURL),
        Addresses = _parts.Network.EgressAddresses,
    };

    /// <inheritdoc/>
    public override MemberRecord Admit(HubRecord hub, IReadOnlyList<string> closed) =>
        new AksMember(_scope, _parts, hub, closed, _credential.Apply(AksKubeconfig.Endpoint), Provider, Child()).Record;

    private ComponentResourceOptions Child() => new() { Parent = this };

    // The certificate authority is not an output of the cluster, so this is the only invoke of the program. Its input is the cluster's own
    // output, so that it runs once the cluster exists and never asks for anything that the program did not create.
    private Output<string> Credential(AzureNative.Provider provider) => ListManagedClusterUserCredentials.Invoke(
        new ListManagedClusterUserCredentialsInvokeArgs
        {
            ResourceGroupName = _parts.Groups.Cluster.Name,
            ResourceName = _parts.ControlPlane.Cluster.Name,
            Format = "exec",
        },
        new InvokeOptions { Parent = this, Provider = provider })
        .Apply(found => found.Kubeconfigs[0].Value);
}
