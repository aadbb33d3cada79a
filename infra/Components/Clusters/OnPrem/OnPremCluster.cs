using Infra.Components.Workloads;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Backups;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>A cluster on the company's own machines: adopted with its kubeconfig, or installed on given hosts.</summary>
public sealed class OnPremCluster : KubernetesCluster
{
    private readonly OnPremScope _scope;
    private readonly Func<string, Output<string>> _secret;

    /// <summary>Adopts or installs the cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="secret">The value of a secret configuration key by its name.</param>
    /// <param name="azure">The provider of the subscription of Azure Arc; null if the site is not registered there.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="ArgumentException">The cluster has both or neither of kubeconfig and hosts, or a distribution that the platform
    /// cannot install.</exception>
    public OnPremCluster(
        PlatformSpec platform, OnPremClusterSpec cluster, Func<string, Output<string>> secret, ProviderResource? azure,
        ComponentResourceOptions options)
        : base("infra:clusters:OnPrem", cluster, options)
    {
        _scope = new OnPremScope(platform, cluster);
        _secret = secret;
        Output<string> kubeconfig;
        IReadOnlyList<Resource> hosts = [];
        switch (cluster)
        {
            case { KubeconfigSecret: { } key, Install: null }:
                kubeconfig = Output.CreateSecret(secret(key));
                break;
            case { KubeconfigSecret: null, Install: { } install }:
                var installed = new OnPremHosts(_scope, install, secret, Child());
                kubeconfig = installed.Kubeconfig;
                hosts = installed.Nodes;
                break;
            default:
                throw new ArgumentException(
                    $"{cluster.Path}: give either kubeconfigSecret, to adopt a cluster, or install, to set one up.");
        }

        Identifier = Output.Create(_scope.CloudName);
        Provider = ClusterProvider.Create(
            _scope.Name("kubernetes"), kubeconfig, _scope.CloudName, new CustomResourceOptions { Parent = this });
        Ready = [.. hosts, .. AdoptedNodes.Label(_scope, Provider, this)];
        if (cluster.Arc is { } arc && azure is not null)
        {
            _ = new OnPremArc(_scope, arc, kubeconfig, azure, hosts, Child());
        }

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public override Output<string> Identifier { get; }

    /// <inheritdoc/>
    public override Kubernetes.Provider Provider { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Ready { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A site cannot grant this access, or has no object store.</exception>
    public override IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options)
    {
        var cluster = _scope.Cluster;
        if (identity.Access is not (Access.BackupStore or Access.Vault))
        {
            throw new InvalidOperationException(
                $"{cluster.Path}: an on-prem cluster cannot grant {identity.Access}; no cloud manages its machines and disks.");
        }

        var ours = CustomResourceOptions.Merge(options, new CustomResourceOptions { Provider = Provider });
        Kubernetes.Core.V1.ServiceAccount Account() => new(_scope.Name($"{identity.Namespace}-{identity.ServiceAccount}"), new()
        {
            Metadata = new ObjectMetaArgs { Name = identity.ServiceAccount, Namespace = identity.Namespace },
            ImagePullSecrets = RegistryLogin.References(_scope.Platform)!,
        }, ours);
        if (identity.Access is Access.Vault)
        {
            return [Account()];
        }

        if (cluster.ObjectStore is null)
        {
            throw new InvalidOperationException(
                $"{cluster.Path}.objectStore: is missing, but {identity.Namespace}/{identity.ServiceAccount} keeps backups in it.");
        }

        var account = Account();
        return [account, .. cluster.Stores.SelectMany(each => Store(each.Member, each.Store, identity.Namespace, account, ours))];
    }

    /// <inheritdoc/>
    public override HubRecord AsHub(Resource owner) => new(owner);

    /// <inheritdoc/>
    public override MemberRecord Admit(HubRecord hub, IReadOnlyList<string> closed) =>
        new OnPremMember(_scope, closed, Provider, Child()).Record;

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> CreateStorage(IReadOnlyList<Resource> after) =>
        [new OnPremStorage(_scope, Provider, after, Child())];

    // The login of a store, and the question what the store locks.
    private IEnumerable<Resource> Store(
        string member, ObjectStoreSpec store, string place, Resource account, CustomResourceOptions options)
    {
        var name = store is SiteBackupCopySpec ? ResourceNames.BackupCopySecret : ResourceNames.BackupSecret;
        var credentials = new Kubernetes.Core.V1.Secret(_scope.Name(name), new()
        {
            Metadata = new ObjectMetaArgs { Name = name, Namespace = place },
            Type = "Opaque",
            StringData = { [ResourceNames.BackupSecretKey] = Output.CreateSecret(_secret(store.CredentialsSecret)) },
        }, options);
        return
        [
            credentials,
            .. ObjectLockProbe.Create(
                _scope, store, member, name, place,
                CustomResourceOptions.Merge(options, new CustomResourceOptions { DependsOn = { account, credentials } })),
        ];
    }

    private ComponentResourceOptions Child() => new() { Parent = this };
}
