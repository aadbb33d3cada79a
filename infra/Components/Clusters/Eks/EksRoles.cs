using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The IAM roles that a cluster cannot be created without.</summary>
public sealed class EksRoles : ComponentResource
{
    // Where an ARN has the account: arn:partition:service:region:account:resource.
    private const int AccountPart = 4;

    /// <summary>What a node may do: join, pull images, and be reached through Session Manager rather than SSH. The CNI has a role of its
    /// own (https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html).</summary>
    internal static readonly string[] NodePolicies =
        ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"];

    /// <summary>Creates the roles.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="options">Options of the component.</param>
    public EksRoles(EksScope scope, ComponentResourceOptions options)
        : base("infra:clusters:EksRoles", scope.Name("roles"), options)
    {
        (Cluster, ClusterPolicies) = Create(
            this, scope, "cluster-role", null, IamPolicy.Trust(scope.Partition.ServicePrincipal("eks")), "AmazonEKSClusterPolicy");
        (Node, NodePolicyAttachments) = Create(
            this, scope, "node-role", null, IamPolicy.Trust(scope.Partition.ServicePrincipal("ec2")), NodePolicies);
        Account = Cluster.Arn.Apply(arn => arn.Split(':')[AccountPart]);
        RegisterOutputs();
    }

    /// <summary>The role of the control plane.</summary>
    public Aws.Iam.Role Cluster { get; }

    /// <summary>What gives the control plane its rights.</summary>
    public IReadOnlyList<Resource> ClusterPolicies { get; }

    /// <summary>The role of nodes in managed node groups; EKS itself lets it join.</summary>
    public Aws.Iam.Role Node { get; }

    /// <summary>What gives nodes their rights.</summary>
    public IReadOnlyList<Resource> NodePolicyAttachments { get; }

    /// <summary>Id of the account that the cluster is in.</summary>
    public Output<string> Account { get; }

    /// <summary>Creates a role with policies that AWS maintains.</summary>
    /// <param name="parent">The component that the role belongs to.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">Last part of the logical name.</param>
    /// <param name="name">Name in AWS where something else refers to it; absent: chosen by the engine.</param>
    /// <param name="trust">Who may assume the role.</param>
    /// <param name="managedPolicies">Names of policies, with their path.</param>
    internal static (Aws.Iam.Role Role, IReadOnlyList<Resource> Policies) Create(
        Resource parent, EksScope scope, string role, string? name, string trust, params string[] managedPolicies)
    {
        var options = new CustomResourceOptions { Parent = parent };
        var args = new Aws.Iam.RoleArgs { AssumeRolePolicy = trust };
        if (name is not null)
        {
            args.Name = name;
        }

        var created = new Aws.Iam.Role(scope.Name(role), args, options);
        var attachments = managedPolicies.Select(policy => new Aws.Iam.RolePolicyAttachment(
            scope.Name($"{role}-{policy[(policy.LastIndexOf('/') + 1)..]}"),
            new Aws.Iam.RolePolicyAttachmentArgs { Role = created.Name, PolicyArn = scope.Partition.ManagedPolicy(policy) },
            options));
        return (created, [.. attachments]);
    }
}
