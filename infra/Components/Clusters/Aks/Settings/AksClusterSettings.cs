using Infra.Facts.Aks;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks.Settings;

/// <summary>The settings of a managed cluster that depend only on the specification. Pure.</summary>
internal static class AksClusterSettings
{
    /// <summary>All control-plane logs except "kube-audit": "kube-audit-admin" has the same events without reads, which cause most of the
    /// cost (Microsoft: "Monitor AKS", resource logs).</summary>
    public static string[] Logs { get; } =
    [
        "cloud-controller-manager", "cluster-autoscaler", "csi-azuredisk-controller", "csi-azurefile-controller", "csi-snapshot-controller",
        "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler",
    ];

    /// <summary>The tier that is paid for.</summary>
    public static ManagedClusterSKUTier Tier(AksTier tier) => tier switch
    {
        AksTier.Free => ManagedClusterSKUTier.Free,
        AksTier.Standard => ManagedClusterSKUTier.Standard,
        AksTier.Premium => ManagedClusterSKUTier.Premium,
        _ => throw new NotSupportedException($"AKS has no tier \"{tier}\"."),
    };

    /// <summary>What AKS upgrades automatically, in the maintenance window.</summary>
    public static Inputs.ManagedClusterAutoUpgradeProfileArgs AutoUpgrade(AksClusterSpec spec) => new()
    {
        UpgradeChannel = spec.UpgradeChannel switch
        {
            AksUpgradeChannel.None => UpgradeChannel.None,
            AksUpgradeChannel.Patch => UpgradeChannel.Patch,
            _ => throw new NotSupportedException(
                $"{spec.Path}.upgradeChannel: \"{spec.UpgradeChannel}\" would upgrade the cluster beyond the version in the stack."),
        },
        NodeOSUpgradeChannel = spec.NodeOsUpgradeChannel switch
        {
            AksNodeOsUpgradeChannel.None => NodeOSUpgradeChannel.None,
            AksNodeOsUpgradeChannel.Unmanaged => NodeOSUpgradeChannel.Unmanaged,
            AksNodeOsUpgradeChannel.SecurityPatch => NodeOSUpgradeChannel.SecurityPatch,
            _ => NodeOSUpgradeChannel.NodeImage,
        },
    };

    /// <summary>Addresses and egress: pods have an overlay network, and Cilium routes and filters their traffic.</summary>
    public static Inputs.ContainerServiceNetworkProfileArgs Network(AksNetworkSpec network) => new()
    {
        NetworkPlugin = NetworkPlugin.Azure,
        NetworkPluginMode = NetworkPluginMode.Overlay,
        NetworkDataplane = NetworkDataplane.Cilium,
        NetworkPolicy = NetworkPolicy.Cilium,
        PodCidr = network.PodCidr,
        ServiceCidr = network.ServiceCidr,
        DnsServiceIP = AksNetworkPlan.DnsAddress(network.ServiceCidr),
        LoadBalancerSku = LoadBalancerSku.Standard,
        OutboundType = network.Egress == AksEgress.Firewall
            ? OutboundType.UserDefinedRouting
            : OutboundType.UserAssignedNATGateway,
    };

    /// <summary>What Karpenter logs, where AKS runs it ("Supported logs for Microsoft.ContainerService/managedClusters").</summary>
    public const string KarpenterLog = "karpenter-events";

    /// <summary>Has AKS run Karpenter, for the platform's own pools alone: the default pools would start machines of any size for whatever
    /// pod is pending.</summary>
    public static Inputs.ManagedClusterNodeProvisioningProfileArgs NodeProvisioning() => new()
    {
        Mode = NodeProvisioningMode.Auto,
        DefaultNodePools = NodeProvisioningDefaultNodePools.None,
    };

    /// <summary>The defaults of AKS, except for the platform's own settings (Microsoft: "Cluster autoscaler profile settings"). All values
    /// are strings there.</summary>
    public static Inputs.ManagedClusterPropertiesAutoScalerProfileArgs AutoScaler() => new()
    {
        Expander = Autoscaling.Expander,
        BalanceSimilarNodeGroups = Autoscaling.Flag(Autoscaling.BalanceSimilarPools),
        ScanInterval = "10s",
        ScaleDownDelayAfterAdd = "10m",
        ScaleDownUnneededTime = Autoscaling.Minutes(Autoscaling.UnneededMinutes),
        ScaleDownUnreadyTime = "20m",
        ScaleDownUtilizationThreshold = "0.5",
        MaxGracefulTerminationSec = Autoscaling.Number(Autoscaling.GracefulSeconds),
        MaxNodeProvisionTime = Autoscaling.Minutes(Autoscaling.ProvisionMinutes),
        SkipNodesWithLocalStorage = Autoscaling.Flag(Autoscaling.SkipLocalStorage),
        SkipNodesWithSystemPods = Autoscaling.Flag(Autoscaling.SkipSystemPods),
    };

    /// <summary>The drivers that AKS includes. Velero's snapshots need the disk driver and the snapshot controller.</summary>
    public static Inputs.ManagedClusterStorageProfileArgs Storage() => new()
    {
        DiskCSIDriver = new Inputs.ManagedClusterStorageProfileDiskCSIDriverArgs { Enabled = true },
        FileCSIDriver = new Inputs.ManagedClusterStorageProfileFileCSIDriverArgs { Enabled = true },
        SnapshotController = new Inputs.ManagedClusterStorageProfileSnapshotControllerArgs { Enabled = true },
        BlobCSIDriver = new Inputs.ManagedClusterStorageProfileBlobCSIDriverArgs { Enabled = false },
    };
}
