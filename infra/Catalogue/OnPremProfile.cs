using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The profile of on-prem clusters.</summary>
public static class OnPremProfile
{
    /// <summary>Kubernetes minor versions, oldest first: those that every cloud offers, so that the whole fleet runs the same add-ons. RKE2
    /// and k3s follow upstream within weeks (https://docs.rke2.io/release-notes/v1.35.X), OpenShift a few months later.</summary>
    public static ImmutableArray<string> Versions { get; } =
        [.. CloudProfile.All.Select(cloud => cloud.Versions.AsEnumerable()).Aggregate(Enumerable.Intersect)];

    /// <summary>Releases of OpenShift and the Kubernetes minor version in each, from Red Hat's release notes ("OpenShift Container Platform
    /// 4.22 uses Kubernetes 1.35", https://docs.redhat.com/en/documentation/openshift_container_platform/4.22/html/release_notes/). NVIDIA
    /// packages GPU Operator v26.7 for 4.18 to 4.22 (bundle/metadata/annotations.yaml of NVIDIA/gpu-operator).</summary>
    public static ImmutableSortedDictionary<string, string> OpenShiftReleases { get; } = new Dictionary<string, string>
    {
        ["4.18"] = "1.31",
        ["4.19"] = "1.32",
        ["4.20"] = "1.33",
        ["4.21"] = "1.34",
        ["4.22"] = "1.35",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The networks of pods and services with which a distribution is set up unless told otherwise, and the prefix of each node's
    /// share of the first; kubeadm leaves the network of pods to whoever installs it. Sources:
    /// https://docs.rke2.io/reference/server_config and https://docs.k3s.io/cli/server (<c>cluster-cidr</c>, <c>service-cidr</c>),
    /// https://docs.redhat.com/documentation/openshift_container_platform/4.20 (<c>networking.clusterNetwork</c>,
    /// <c>networking.serviceNetwork</c>), https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4 (Networking).</summary>
    public static (string? Pods, string Services, int NodePrefix) Networks(Distribution distribution) => distribution switch
    {
        Distribution.OpenShift => ("10.128.0.0/14", "172.30.0.0/16", 23),
        Distribution.Kubeadm => (null, "10.96.0.0/12", 24),
        _ => ("10.42.0.0/16", "10.43.0.0/16", 24),
    };

    /// <summary>Whether a distribution includes the snapshot controller and its CRDs (RKE2 and OpenShift do, K3s and kubeadm do
    /// not).</summary>
    public static bool BringsSnapshots(Distribution distribution) => distribution is Distribution.Rke2 or Distribution.OpenShift;
}
