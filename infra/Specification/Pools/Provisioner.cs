namespace Infra.Specification.Pools;

/// <summary>What creates and removes the nodes of a pool in a cloud.</summary>
public enum Provisioner
{
    /// <summary>A managed node group of EKS or a node pool of AKS, sized by the cluster autoscaler.</summary>
    Managed,

    /// <summary>Karpenter, through a NodePool and a node class; on AKS, which runs it, it is called node auto-provisioning.</summary>
    Karpenter,
}
