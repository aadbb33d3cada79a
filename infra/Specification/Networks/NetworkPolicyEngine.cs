namespace Infra.Specification.Networks;

/// <summary>What enforces network policies in a cluster.</summary>
public enum NetworkPolicyEngine
{
    /// <summary>Antrea.</summary>
    Antrea,

    /// <summary>Calico, also beside flannel (Canal).</summary>
    Calico,

    /// <summary>Cilium.</summary>
    Cilium,

    /// <summary>kindnet, the network of kind, since kind 0.24.</summary>
    Kindnet,

    /// <summary>kube-network-policies beside a network that enforces none, such as flannel (its chart's <c>netpol.enabled</c>).</summary>
    KubeNetworkPolicies,

    /// <summary>kube-router, alone or beside another network.</summary>
    KubeRouter,

    /// <summary>OVN-Kubernetes.</summary>
    OvnKubernetes,
}
