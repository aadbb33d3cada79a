using System.Collections.Immutable;
using Infra.Specification;

namespace Infra.Components.AddOns;

/// <summary>The add-ons that exist, in the order in which they are installed where no requirement says otherwise.</summary>
public static class AddOnList
{
    /// <summary>One line for each add-on.</summary>
    public static ImmutableArray<AddOnListing> All { get; } =
    [
        new("cert-manager", typeof(CertManager), _ => true),
        new("gatekeeper", typeof(Gatekeeper), _ => true),
        new("gpu-operator", typeof(GpuOperator), cluster => !GpuDrivers.Nodes(cluster).IsEmpty),
        new("keda", typeof(Keda), _ => true),
        new("velero", typeof(Velero), cluster => cluster is not OnPremClusterSpec { ObjectStore: null }),
        new("argo-cd", typeof(ArgoCd), cluster => cluster.Role == ClusterRole.Hub),
    ];
}
