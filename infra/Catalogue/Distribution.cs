using System.Text.Json.Serialization;

namespace Infra.Catalogue;

/// <summary>A Kubernetes distribution for machines of one's own.</summary>
public enum Distribution
{
    /// <summary>Rancher's RKE2.</summary>
    Rke2,

    /// <summary>K3s, small enough for one node.</summary>
    K3s,

    /// <summary>Red Hat OpenShift.</summary>
    [JsonStringEnumMemberName("openshift")]
    OpenShift,

    /// <summary>Plain Kubernetes as kubeadm sets it up; kind and minikube count as such.</summary>
    Kubeadm,
}
