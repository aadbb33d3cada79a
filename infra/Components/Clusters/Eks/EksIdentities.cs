using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The identities of a cluster: the IAM roles without which it cannot be created.</summary>
public sealed class EksIdentities : ComponentResource
{
    // Position of the account in an ARN: arn:partition:service:region:account:resource.
    private const int AccountPart = 4;

    /// <summary>What a node may do: join, pull images, and be reached through Session Manager rather than SSH. The CNI has its own role
    /// (https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html).</summary>
    internal static readonly string[] NodePolicies =
        ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"];

    /// <summary>Creates the roles.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="options">Options of the component.</param>
    public EksIdentities(EksScope scope, ComponentResourceOptions options)
        : base("infra:clusters:EksIdentities", scope.Name("identities"), options)
    {
        (ControlPlane, ControlPlanePolicies) = EksRole.Create(
            this, scope, "cluster-role", null, IamPolicy.Trust(scope.Partition.ServicePrincipal("eks")), "AmazonEKSClusterPolicy");
        (Node, NodePolicyAttachments) = EksRole.Create(
            this, scope, "node-role", null, IamPolicy.Trust(scope.Partition.ServicePrincipal("ec2")), NodePolicies);
        Account = ControlPlane.Arn.Apply(arn => arn.Split(':')[AccountPart]);
        RegisterOutputs();
    }

    /// <summary>The role of the control plane.</summary>
    public Aws.Iam.Role ControlPlane { get; }

    /// <summary>The policy attachments of the control plane role.</summary>
    public IReadOnlyList<Resource> ControlPlanePolicies { get; }

    /// <summary>The role of nodes in managed node groups; EKS itself authorises it to join.</summary>
    public Aws.Iam.Role Node { get; }

    /// <summary>The policy attachments of the node role.</summary>
    public IReadOnlyList<Resource> NodePolicyAttachments { get; }

    /// <summary>Id of the cluster's account.</summary>
    public Output<string> Account { get; }
}
