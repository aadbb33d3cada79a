using Infra.Components.Clusters.Eks.Costs;
using Infra.Components.Clusters.Eks.Settings;
using Infra.Components.Workloads;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks;

/// <summary>A cluster of Amazon Elastic Kubernetes Service with its network, keys, pools, storage and backup store.</summary>
public sealed class EksCluster : KubernetesCluster
{
    private readonly EksScope _scope;
    private readonly EksParts _parts;
    private readonly Aws.Provider _provider;
    private readonly List<Output<string>> _hubRoles = [];

    /// <summary>Creates the cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster's specification.</param>
    /// <param name="provider">The provider of the cluster's account and region.</param>
    /// <param name="copies">The provider of the account and region of the copy of its backups; absent: there is none.</param>
    /// <param name="options">Options of the component.</param>
    /// <param name="hub">The hub that deploys to it; absent: none.</param>
    public EksCluster(
        PlatformSpec platform, EksClusterSpec cluster, Aws.Provider provider, Aws.Provider? copies, ComponentResourceOptions options,
        HubRecord? hub = null)
        : base(
            "infra:clusters:Eks",
            cluster,
            ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Providers = { provider } }))
    {
        _scope = new EksScope(platform, cluster);
        _provider = provider;

        var identities = new EksIdentities(_scope, Child());
        var keys = new EksKeys(_scope, identities.Account, Child());
        var logs = new EksLogs(_scope, keys, Child());
        var network = new EksNetwork(_scope, Child());
        // An existing VPC has the flow logs of its owner.
        if (logs.FlowLogs is { } flowLogs)
        {
            _ = new EksFlowLogs(_scope, network, flowLogs, Child());
        }

        var endpoints = new EksEndpoints(_scope, network, identities.Account, Child());
        var controlPlane = new EksControlPlane(_scope, network, keys, identities, logs, endpoints, hub, Child());
        _parts = new EksParts(network, keys, identities, controlPlane);

        var addOns = new EksManagedAddOns(_scope, _parts, Child());
        var pools = new EksPools(_scope, _parts, addOns.Networking, Child());
        var onSystemPool = addOns.InstallOn(pools.System);

        Provider = ClusterProvider.Create(
            _scope.Name("kubernetes"),
            Output.Tuple(controlPlane.Name, controlPlane.Endpoint, controlPlane.Certificate)
                .Apply(facts => EksKubeconfig.Of(facts.Item1, facts.Item2, facts.Item3, cluster.Region, _scope.Account)),
            controlPlane.Arn,
            new CustomResourceOptions { Parent = this, DependsOn = [.. controlPlane.Access] });
        Ready = [pools.System, .. controlPlane.Access, .. onSystemPool];

        if (!cluster.PullThrough.IsEmpty)
        {
            Ready = [.. Ready, new EksPullThrough(_scope, keys, identities, Child()).Nodes];
        }

        _ = new EksBackupStore(_scope, keys, identities, copies, Child());
        if (cluster.Budget is { } budget)
        {
            _ = new EksBudget(_scope, budget, Child());
        }

        _ = new EksStorage(_scope, _parts, Provider, [.. controlPlane.Access, .. onSystemPool], Child());
        if (_scope.HasKarpenter)
        {
            Ready = [.. Ready, .. new EksKarpenter(_scope, _parts, Child()).Ready];
        }

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public override Output<string> Identifier => _parts.ControlPlane.Arn;

    /// <inheritdoc/>
    public override Kubernetes.Provider Provider { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Ready { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options)
    {
        IReadOnlyList<Resource> ready = [];
        Output<string>? role = null;
        // A Vault knows the account by its token, and AWS does not have to.
        if (identity.Access is not Access.Vault)
        {
            var workload = new EksWorkloadIdentity(_scope, _parts, identity, Child());
            (ready, role) = (workload.Ready, workload.Role);
            if (identity.Access is Access.Members)
            {
                _hubRoles.Add(workload.Role);
            }
        }

        if (identity.ChartCreatesAccount)
        {
            return ready;
        }

        var name = $"{identity.Namespace}-{identity.ServiceAccount}";
        var metadata = new ObjectMetaArgs { Name = identity.ServiceAccount, Namespace = identity.Namespace };
        if (EksWorkloadIdentity.ByToken(identity) && role is not null)
        {
            metadata.Annotations = new InputMap<string> { ["eks.amazonaws.com/role-arn"] = role };
        }

        var account = new Kubernetes.Core.V1.ServiceAccount(_scope.Name(name), new ServiceAccountArgs
        {
            Metadata = metadata,
            ImagePullSecrets = RegistryLogin.References(_scope.Platform)!,
        }, CustomResourceOptions.Merge(options, new CustomResourceOptions { Parent = options.Parent ?? this, Provider = Provider }));
        return [account, .. ready];
    }

    /// <inheritdoc/>
    public override HubRecord AsHub(Resource owner) => new(owner)
    {
        Issuer = _parts.ControlPlane.Issuer,
        Roles = [.. _hubRoles],
        Addresses = _parts.Network.EgressAddresses,
    };

    /// <inheritdoc/>
    public override MemberRecord Admit(HubRecord hub, IReadOnlyList<string> closed) =>
        new EksMember(_scope, _parts, hub, closed, _provider, Provider, Child()).Record;

    /// <inheritdoc/>
    /// <remarks>An administrator has an entry already, and may do everything.</remarks>
    public override IEnumerable<Resource> LetIn(GroupSpec group) =>
        group.Aws.Except(_scope.Cluster.Access.Administrators).Select(principal => new Aws.Eks.AccessEntry(
            _scope.Name(EksControlPlane.NameOf("team", principal)), new Aws.Eks.AccessEntryArgs
            {
                ClusterName = _parts.ControlPlane.Name,
                PrincipalArn = principal,
                Type = "STANDARD",
                KubernetesGroups = { new EksFacts(_scope.Cluster).SubjectOf(group)! },
            }, new CustomResourceOptions { Parent = this }));

    private ComponentResourceOptions Child() => new() { Parent = this };
}
