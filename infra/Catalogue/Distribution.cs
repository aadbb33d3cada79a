using System.Text.Json.Serialization;

namespace Infra.Catalogue;

/// <summary>A Kubernetes distribution for on-prem machines.</summary>
public enum Distribution
{
    /// <summary>Rancher's RKE2.</summary>
    Rke2,

    /// <summary>K3s, small enough for one node.</summary>
    K3s,

    /// <summary>Red Hat OpenShift.</summary>
    [JsonStringEnumMemberName("openshift")]
    OpenShift,

    /// <summary>Upstream Kubernetes as set up by kubeadm; kind and minikube count as kubeadm.</summary>
    Kubeadm,
}
