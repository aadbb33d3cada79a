using System.Collections.Immutable;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Gpu;
using Infra.AddOns.Network;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Storage;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Reading;
using Infra.Specification.Storage;

namespace Infra.AddOns;

/// <summary>The add-ons that exist, in the order in which they are installed where no requirement says otherwise.</summary>
public static class AddOnList
{
    /// <summary>One line for each add-on.</summary>
    public static ImmutableArray<AddOnListing> All { get; } =
    [
        Listing<KarpenterCrd>("karpenter-crd", cluster => KarpenterPools.Of(cluster).Any()),
        Listing<Karpenter>("karpenter", cluster => KarpenterPools.Of(cluster).Any()),
        Listing<ClusterAutoscaler>("cluster-autoscaler", cluster =>
            cluster is EksClusterSpec { Pools: var pools } && pools.Any(pool => pool.Provisioner == EksProvisioner.Managed)),
        Listing<EfaDevicePlugin>("efa-device-plugin", cluster => EfaDevicePlugin.Pools(cluster).Any()),
        Listing<MetalLb>("metallb", cluster => !MetalLb.Addresses(cluster).IsEmpty),
        Listing<SnapshotController>("snapshot-controller", SnapshotController.IsMissing),
        Listing<RookCeph>("rook-ceph", cluster => SiteStorage.Uses(cluster, StorageProvider.RookCeph)),
        Listing<RookCephDrivers>("rook-ceph-drivers", cluster => SiteStorage.Uses(cluster, StorageProvider.RookCeph)),
        Listing<RookCephCluster>("rook-ceph-cluster", cluster => SiteStorage.Uses(cluster, StorageProvider.RookCeph)),
        Listing<Longhorn>("longhorn", cluster => SiteStorage.Uses(cluster, StorageProvider.Longhorn)),
        Listing<AzureLustre>("azure-lustre", AzureLustre.Uses),
        Listing<CertManager>("cert-manager", _ => true),
        Listing<Gatekeeper>("gatekeeper", _ => true),
        Listing<GpuOperator>("gpu-operator", cluster => !GpuDrivers.Nodes(cluster).IsEmpty),
        // At the edge a single node has nothing to scale to.
        Listing<Keda>("keda", cluster => Sizing.Of(cluster).HighlyAvailable),
        Listing<Velero>("velero", cluster => cluster is not OnPremClusterSpec { ObjectStore: null }),
        Listing<ArgoCd>("argo-cd", cluster => cluster.Role == ClusterRole.Hub),
    ];

    /// <summary>The name that a stack file uses for an add-on.</summary>
    public static string KeyOf(Type addOn) => All.FirstOrDefault(listing => listing.Type == addOn)?.Key ?? addOn.Name;

    private static AddOnListing Listing<T>(string key, Func<ClusterSpec, bool> onByDefault)
        where T : AddOn =>
        new(key, typeof(T), onByDefault, (settings, cluster) => ((AddOn)settings).Obstacle(cluster));
}
