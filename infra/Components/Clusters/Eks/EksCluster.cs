using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Infra.Specification;
using Infra.Specification.Clusters;
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
    private readonly EksControlPlane _controlPlane;
    private readonly EksIdentities _identities;

    /// <summary>Creates the cluster.</summary>
    /// <param name="platform">The specification of the stack.</param>
    /// <param name="cluster">The cluster's specification.</param>
    /// <param name="provider">The provider of the cluster's account and region.</param>
    /// <param name="options">Options of the component.</param>
    public EksCluster(PlatformSpec platform, EksClusterSpec cluster, Aws.Provider provider, ComponentResourceOptions options)
        : base(
            "infra:clusters:Eks",
            cluster,
            ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Providers = { provider } }))
    {
        _scope = new EksScope(platform, cluster);

        var roles = new EksRoles(_scope, Child());
        var keys = new EksKeys(_scope, roles.Account, Child());
        var logs = new EksLogs(_scope, keys, Child());
        var network = new EksNetwork(_scope, Child());
        _ = new EksFlowLogs(_scope, network, logs, Child());
        var endpoints = new EksEndpoints(_scope, network, Child());
        _controlPlane = new EksControlPlane(_scope, network, keys, roles, logs, endpoints, Child());
        var parts = new EksParts(network, keys, roles, _controlPlane);
        _identities = new EksIdentities(_scope, parts);

        var addOns = new EksManagedAddOns(_scope, parts, _identities, Child());
        var pools = new EksNodeGroups(_scope, parts, addOns.Networking, Child());
        var onSystemPool = addOns.InstallOn(pools.System);

        Provider = ClusterProvider.Create(
            _scope.Name("kubernetes"), Kubeconfig(), _controlPlane.Arn,
            new CustomResourceOptions { Parent = this, DependsOn = [.. _controlPlane.Access] });
        Ready = [pools.System, .. _controlPlane.Access, .. onSystemPool];

        _ = new EksBackupStore(_scope, keys, Child());
        _ = new EksStorage(_scope, parts, Provider, [.. _controlPlane.Access, .. onSystemPool], Child());
        if (_scope.HasKarpenter)
        {
            Ready = [.. Ready, .. new EksKarpenter(_scope, parts, Child()).Ready];
        }

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public override Output<string> Identifier => _controlPlane.Arn;

    /// <inheritdoc/>
    public override Kubernetes.Provider Provider { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Ready { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Resource> Bind(WorkloadIdentity identity, CustomResourceOptions options)
    {
        var name = $"{identity.Namespace}-{identity.ServiceAccount}";
        var parent = options.Parent ?? this;
        var account = new Kubernetes.Core.V1.ServiceAccount(_scope.Name(name), new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = identity.ServiceAccount, Namespace = identity.Namespace },
        }, CustomResourceOptions.Merge(options, new CustomResourceOptions { Parent = parent, Provider = Provider }));

        var (role, policies) = _identities.Role(name, identity.Access, this);
        var association = new Aws.Eks.PodIdentityAssociation(_scope.Name(name), new Aws.Eks.PodIdentityAssociationArgs
        {
            ClusterName = _controlPlane.Name,
            Namespace = identity.Namespace,
            ServiceAccount = identity.ServiceAccount,
            RoleArn = role.Arn,
        }, new CustomResourceOptions { Parent = this, DependsOn = [.. policies] });
        return [account, association, .. policies];
    }

    private ComponentResourceOptions Child() => new() { Parent = this };

    // The engine asks AWS for a token each time, so the state holds no credential. The AWS command line knows the endpoints of a region's
    // partition by the region's name.
    private Output<string> Kubeconfig() => Output.Tuple(_controlPlane.Name, _controlPlane.Endpoint, _controlPlane.Certificate)
        .Apply(facts => Kubeconfig(facts.Item1, facts.Item2, facts.Item3));

    private string Kubeconfig(string name, string endpoint, string certificate) =>
        IamPolicy.Json(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = name,
            ["clusters"] = Named(name, "cluster", new() { ["server"] = endpoint, ["certificate-authority-data"] = certificate }),
            ["contexts"] = Named(name, "context", new() { ["cluster"] = name, ["user"] = name }),
            ["users"] = Named(name, "user", new()
            {
                ["exec"] = new JsonObject
                {
                    ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                    ["command"] = "aws",
                    ["args"] = IamPolicy.List(
                        "eks", "get-token", "--region", _scope.Cluster.Region, "--cluster-name", name, "--output", "json"),
                    ["interactiveMode"] = "Never",
                },
            }),
        });

    private static JsonArray Named(string name, string kind, JsonObject content) =>
        new(new JsonObject { ["name"] = name, [kind] = content });
}
