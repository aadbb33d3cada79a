using System.Collections.Immutable;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Delivery;
using Infra.Facts.Eks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The control plane of a cluster, and who may use its API.</summary>
public sealed class EksControlPlane : ComponentResource
{
    // AmazonEKSAdminViewPolicy would show secrets, and the tokens in them give full access
    // (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html).
    private const string ViewPolicy = "AmazonEKSViewPolicy";

    private readonly EksScope _scope;
    private readonly Aws.Eks.Cluster _cluster;

    /// <summary>Creates the control plane.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="network">Its network.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="identities">What it acts as.</param>
    /// <param name="logs">Its log groups.</param>
    /// <param name="endpoints">The endpoints of AWS services: without a route to the internet a node joins through these, so they come
    /// first.</param>
    /// <param name="hub">The hub that deploys to it; absent: none.</param>
    /// <param name="options">Options of the component.</param>
    public EksControlPlane(
        EksScope scope,
        EksNetwork network,
        EksKeys keys,
        EksIdentities identities,
        EksLogs logs,
        EksEndpoints endpoints,
        HubRecord? hub,
        ComponentResourceOptions options)
        : base("infra:clusters:EksControlPlane", scope.Name("control-plane"), options)
    {
        _scope = scope;
        List<Resource> first = [network, endpoints, logs.ControlPlane, .. identities.ControlPlanePolicies];
        if (keys.Secrets is not null)
        {
            first.Add(LetUse(keys.Secrets, identities.ControlPlane));
        }

        string[] networks =
        [
            .. scope.Cluster.PrivateAccessCidrs
                .Union(new[] { FleetDelivery.CallerNetwork(scope.Platform, scope.Cluster) }.OfType<string>()),
        ];
        var callers = networks.Length == 0 ? null : CallersGroup(network);
        var args = Args(network, keys, identities, callers, hub);
        _cluster = new Aws.Eks.Cluster(scope.Name("cluster"), args, new CustomResourceOptions
        {
            Parent = this,
            DependsOn = first,
            Protect = scope.Cluster.DeletionProtection,
            // The control plane stays in the zones in which it was created, and EKS refuses any other set; a zone added later is only for
            // nodes (https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
            IgnoreChanges = { "vpcConfig.subnetIds" },
        });
        var (administrators, viewers) = (scope.Cluster.Access.Administrators, scope.Cluster.Access.Viewers);
        Access =
        [
            .. callers is null ? [] : LetIn(callers, networks),
            .. Grant("administrator", "AmazonEKSClusterAdminPolicy", administrators),
            .. Grant("viewer", ViewPolicy, viewers.Except(administrators)),
        ];
        RegisterOutputs();
    }

    /// <summary>Name of the cluster in AWS.</summary>
    public Output<string> Name => _cluster.Name;

    /// <summary>ARN of the cluster.</summary>
    public Output<string> Arn => _cluster.Arn;

    /// <summary>URL of the Kubernetes API.</summary>
    public Output<string> Endpoint => _cluster.Endpoint;

    /// <summary>Certificate of the Kubernetes API, in base64.</summary>
    public Output<string> Certificate => _cluster.CertificateAuthority.Apply(authority => authority.Data!);

    /// <summary>URL of the issuer of the tokens of service accounts.</summary>
    public Output<string> Issuer => _cluster.Identities.Apply(identities => identities[0].Oidcs[0].Issuer!);

    /// <summary>The security group that EKS creates for the control plane and the nodes.</summary>
    public Output<string> SecurityGroup => _cluster.VpcConfig.Apply(config => config.ClusterSecurityGroupId!);

    /// <summary>What must exist before a principal of the specification can use the API from a network of the specification.</summary>
    public IReadOnlyList<Resource> Access { get; }

    private Aws.Eks.ClusterArgs Args(
        EksNetwork network, EksKeys keys, EksIdentities identities, Aws.Ec2.SecurityGroup? callers, HubRecord? hub)
    {
        var spec = _scope.Cluster;
        var isPublic = _scope.Platform.Sovereignty.Endpoints == EndpointAccess.Public;
        var vpc = new Aws.Eks.Inputs.ClusterVpcConfigArgs
        {
            SubnetIds = network.Intra.Select(id => (Input<string>)id).ToList(),
            EndpointPrivateAccess = true,
            EndpointPublicAccess = isPublic,
        };
        if (isPublic && !spec.PublicAccessCidrs.IsEmpty)
        {
            vpc.PublicAccessCidrs = [.. spec.PublicAccessCidrs, .. hub?.Addresses.Select(address => (Input<string>)address) ?? []];
        }

        if (callers is not null)
        {
            vpc.SecurityGroupIds = [callers.Id];
        }

        var args = new Aws.Eks.ClusterArgs
        {
            Name = _scope.CloudName,
            Version = spec.Version,
            RoleArn = identities.ControlPlane.Arn,
            VpcConfig = vpc,
            // Only access entries, and no hidden administrator. The mode cannot be changed back, and from CONFIG_MAP only in steps
            // (https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html).
            AccessConfig = new Aws.Eks.Inputs.ClusterAccessConfigArgs
            {
                AuthenticationMode = "API",
                BootstrapClusterCreatorAdminPermissions = false,
            },
            // Networking comes from the managed add-ons, whose versions are pinned.
            BootstrapSelfManagedAddons = false,
            EnabledClusterLogTypes = spec.ControlPlaneLogs.Select(TypeOf).ToImmutableArray(),
            DeletionProtection = spec.DeletionProtection,
            Tags = _scope.Tagged(),
            UpgradePolicy = new Aws.Eks.Inputs.ClusterUpgradePolicyArgs
            {
                SupportType = spec.Support == EksSupport.Extended ? "EXTENDED" : "STANDARD",
            },
        };
        if (_scope.ShiftsZones)
        {
            args.ZonalShiftConfig = new Aws.Eks.Inputs.ClusterZonalShiftConfigArgs { Enabled = true };
        }

        if (keys.Secrets is not null)
        {
            args.EncryptionConfig = new Aws.Eks.Inputs.ClusterEncryptionConfigArgs
            {
                Provider = new Aws.Eks.Inputs.ClusterEncryptionConfigProviderArgs { KeyArn = keys.Secrets },
                Resources = { "secrets" },
            };
        }

        return args;
    }

    private static string TypeOf(EksLog log) => log switch
    {
        EksLog.Api => "api",
        EksLog.Audit => "audit",
        EksLog.Authenticator => "authenticator",
        EksLog.ControllerManager => "controllerManager",
        EksLog.Scheduler => "scheduler",
        _ => throw new NotSupportedException($"EKS writes no log \"{log}\"."),
    };

    // https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
    private Aws.Iam.RolePolicy LetUse(Output<string> key, Aws.Iam.Role role) => new(
        _scope.Name("cluster-secrets-key"), new Aws.Iam.RolePolicyArgs
        {
            Role = role.Name,
            Policy = key.Apply(arn => IamPolicy.Document(IamPolicy.Allow(
                "SecretsKey", ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"], [arn]))),
        }, new CustomResourceOptions { Parent = this });

    // A security group only for the control plane's interfaces. The group that EKS creates is also that of the nodes, so a rule in it would
    // open every node and pod as well (https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html).
    private Aws.Ec2.SecurityGroup CallersGroup(EksNetwork network) => new(_scope.Name("api-sg"), new Aws.Ec2.SecurityGroupArgs
    {
        VpcId = network.VpcId,
        Description = "Kubernetes API, from private networks outside the VPC",
        Tags = _scope.Tagged($"{_scope.CloudName}-api"),
    }, new CustomResourceOptions { Parent = this });

    private IEnumerable<Resource> LetIn(Aws.Ec2.SecurityGroup group, IEnumerable<string> cidrs) =>
        cidrs.Select(cidr => new Aws.Vpc.SecurityGroupIngressRule(
            _scope.Name($"api-{cidr.Replace('/', '-')}"), new Aws.Vpc.SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = group.Id,
                Description = "Kubernetes API",
                CidrIpv4 = cidr,
                IpProtocol = "tcp",
                FromPort = 443,
                ToPort = 443,
            }, new CustomResourceOptions { Parent = this }));

    private IEnumerable<Resource> Grant(string kind, string policy, IEnumerable<string> principals)
    {
        foreach (var principal in principals.Distinct(StringComparer.Ordinal))
        {
            var name = NameOf(kind, principal);
            var entry = new Aws.Eks.AccessEntry(_scope.Name(name), new Aws.Eks.AccessEntryArgs
            {
                ClusterName = Name,
                PrincipalArn = principal,
                Type = "STANDARD",
            }, new CustomResourceOptions { Parent = this });
            yield return new Aws.Eks.AccessPolicyAssociation(_scope.Name(name), new Aws.Eks.AccessPolicyAssociationArgs
            {
                ClusterName = Name,
                PrincipalArn = entry.PrincipalArn,
                PolicyArn = _scope.Partition.AccessPolicy(policy),
                AccessScope = new Aws.Eks.Inputs.AccessPolicyAssociationAccessScopeArgs { Type = "cluster" },
            }, new CustomResourceOptions { Parent = this });
        }
    }

    /// <summary>The name of what a principal gets. It contains the account and path of the ARN, so that reordering a list changes
    /// nothing.</summary>
    internal static string NameOf(string kind, string principal) =>
        principal.Split(':', 6) is [_, _, _, _, var account, var path]
            ? $"{kind}-{account}-{path.Replace('/', '-')}"
            : $"{kind}-{principal}";
}
