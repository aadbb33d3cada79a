using System.Collections.Immutable;
using Infra.Specification;

namespace Infra.Components.AddOns;

/// <summary>The add-ons that exist, in the order in which they are installed where no requirement says otherwise.</summary>
public static class AddOnList
{
    /// <summary>One line for each add-on.</summary>
    public static ImmutableArray<AddOnListing> All { get; } =
    [
        new("karpenter-crd", typeof(KarpenterCrd), cluster => KarpenterPools.Of(cluster).Any()),
        new("karpenter", typeof(Karpenter), cluster => KarpenterPools.Of(cluster).Any()),
        new("cluster-autoscaler", typeof(ClusterAutoscaler), cluster =>
            cluster is EksClusterSpec { Pools: var pools } && pools.Any(pool => pool.Provisioner == EksProvisioner.Managed)),
        new("efa-device-plugin", typeof(EfaDevicePlugin), cluster => EfaDevicePlugin.Pools(cluster).Any()),
        new("metallb", typeof(MetalLb), cluster => !MetalLb.Addresses(cluster).IsEmpty),
        new("snapshot-controller", typeof(SnapshotController), SnapshotController.IsMissing),
        new("rook-ceph", typeof(RookCeph), cluster => SiteStorage.Uses(cluster, StorageProvider.RookCeph)),
        new("rook-ceph-drivers", typeof(RookCephDrivers), cluster => SiteStorage.Uses(cluster, StorageProvider.RookCeph)),
        new("rook-ceph-cluster", typeof(RookCephCluster), cluster => SiteStorage.Uses(cluster, StorageProvider.RookCeph)),
        new("longhorn", typeof(Longhorn), cluster => SiteStorage.Uses(cluster, StorageProvider.Longhorn)),
        new("azure-lustre", typeof(AzureLustre), AzureLustre.Uses),
        new("cert-manager", typeof(CertManager), _ => true),
        new("gatekeeper", typeof(Gatekeeper), _ => true),
        new("gpu-operator", typeof(GpuOperator), cluster => !GpuDrivers.Nodes(cluster).IsEmpty),
        // At the edge a single node has nothing to scale to.
        new("keda", typeof(Keda), cluster => Sizing.Of(cluster).HighlyAvailable),
        new("velero", typeof(Velero), cluster => cluster is not OnPremClusterSpec { ObjectStore: null }),
        new("argo-cd", typeof(ArgoCd), cluster => cluster.Role == ClusterRole.Hub),
    ];

    /// <summary>The name that a stack file uses for an add-on.</summary>
    public static string KeyOf(Type addOn) => All.FirstOrDefault(listing => listing.Type == addOn)?.Key ?? addOn.Name;
}
