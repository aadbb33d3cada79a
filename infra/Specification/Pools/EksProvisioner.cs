
namespace Infra.Specification.Pools;

/// <summary>What creates and removes the nodes of an EKS pool.</summary>
public enum EksProvisioner
{
    /// <summary>A managed node group, sized by the cluster autoscaler.</summary>
    Managed,

    /// <summary>Karpenter, through a NodePool and an EC2NodeClass.</summary>
    Karpenter,
}
