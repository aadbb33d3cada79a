using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>The profile of on-prem clusters.</summary>
public static class OnPremProfile
{
    /// <summary>Kubernetes minor versions, oldest first: those that every cloud offers, so that the whole fleet runs the same add-ons. RKE2
    /// and k3s follow upstream within weeks (https://docs.rke2.io/release-notes/v1.35.X), OpenShift a few months later.</summary>
    public static ImmutableArray<string> Versions { get; } =
        [.. CloudProfile.All.Select(cloud => cloud.Versions.AsEnumerable()).Aggregate(Enumerable.Intersect)];

    /// <summary>Whether a distribution includes the snapshot controller and its CRDs (RKE2 and OpenShift do, K3s and kubeadm do
    /// not).</summary>
    public static bool BringsSnapshots(Distribution distribution) => distribution is Distribution.Rke2 or Distribution.OpenShift;
}
