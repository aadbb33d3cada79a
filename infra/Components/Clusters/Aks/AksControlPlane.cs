using Infra.Facts.Aks;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The managed cluster with its one inline pool.</summary>
internal sealed class AksControlPlane
{
    private readonly AksScope scope;
    private readonly AksNetwork network;
    private readonly AksIdentities identities;
    private readonly AksKeys? keys;

    public AksControlPlane(
        AksScope scope,
        AksNetwork network,
        AksPrivateEndpoints endpoints,
        AksIdentities identities,
        AksKeys? keys,
        AksMonitoring monitoring)
    {
        this.scope = scope;
        this.network = network;
        this.identities = identities;
        this.keys = keys;
        Output<string>? zone = null;
        if (scope.Private)
        {
            zone = endpoints.Zone("api-server", scope.Cloud.ApiServerZone(scope.Cluster.Region)).Id;
            identities.GrantZone(zone);
        }

        var options = scope.Options(protect: false, [.. identities.Grants, .. endpoints.Links, network.Settled]);
        // The autoscaler owns the number of nodes.
        options.IgnoreChanges.Add("agentPoolProfiles[0].count");
        options.CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(60), Update = TimeSpan.FromMinutes(90) };
        Cluster = new ManagedCluster(scope.Logical("cluster"), Args(zone, monitoring), options);
    }

    public ManagedCluster Cluster { get; }

    private ManagedClusterArgs Args(Output<string>? zone, AksMonitoring monitoring)
    {
        var spec = scope.Cluster;
        var args = new ManagedClusterArgs
        {
            ResourceName = ResourceNames.Cluster(scope.Platform, spec),
            ResourceGroupName = scope.Group.Name,
            NodeResourceGroup = AksNames.NodeGroup(scope.Platform, spec),
            Location = spec.Region,
            Tags = scope.Tags,
            KubernetesVersion = spec.Version,
            DnsPrefix = ResourceNames.Cluster(scope.Platform, spec),
            Sku = new Inputs.ManagedClusterSKUArgs { Name = ManagedClusterSKUName.Base, Tier = Tier(spec.Tier) },
            SupportPlan = spec.Tier == AksTier.Premium
                ? KubernetesSupportPlan.AKSLongTermSupport
                : KubernetesSupportPlan.KubernetesOfficial,
            Identity = new Inputs.ManagedClusterIdentityArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = { identities.ControlPlane.Id },
            },
            IdentityProfile = { ["kubeletidentity"] = KubeletIdentity() },
            EnableRBAC = true,
            DisableLocalAccounts = true,
            AadProfile = new Inputs.ManagedClusterAADProfileArgs
            {
                Managed = true,
                EnableAzureRBAC = true,
                TenantID = identities.ControlPlane.TenantId,
                AdminGroupObjectIDs = spec.Access.Administrators,
            },
            ApiServerAccessProfile = ApiServerAccess(zone),
            NetworkProfile = NetworkProfile(),
            AgentPoolProfiles = { AksNodePools.System(scope, network) },
            AutoScalerProfile = AutoScaler(),
            AutoUpgradeProfile = AutoUpgrade(spec),
            OidcIssuerProfile = new Inputs.ManagedClusterOIDCIssuerProfileArgs { Enabled = true },
            SecurityProfile = SecurityProfile(monitoring),
            // Velero's snapshots need the disk driver and the snapshot controller.
            StorageProfile = new Inputs.ManagedClusterStorageProfileArgs
            {
                DiskCSIDriver = new Inputs.ManagedClusterStorageProfileDiskCSIDriverArgs { Enabled = true },
                FileCSIDriver = new Inputs.ManagedClusterStorageProfileFileCSIDriverArgs { Enabled = true },
                SnapshotController = new Inputs.ManagedClusterStorageProfileSnapshotControllerArgs { Enabled = true },
                BlobCSIDriver = new Inputs.ManagedClusterStorageProfileBlobCSIDriverArgs { Enabled = false },
            },
        };
        if (keys is not null)
            args.DiskEncryptionSetID = keys.DiskSet.Id;
        return args;
    }

    private static ManagedClusterSKUTier Tier(AksTier tier) => tier switch
    {
        AksTier.Free => ManagedClusterSKUTier.Free,
        AksTier.Standard => ManagedClusterSKUTier.Standard,
        AksTier.Premium => ManagedClusterSKUTier.Premium,
        _ => throw new NotSupportedException($"AKS has no tier \"{tier}\"."),
    };

    private static Inputs.ManagedClusterAutoUpgradeProfileArgs AutoUpgrade(AksClusterSpec spec) => new()
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

    private Inputs.UserAssignedIdentityArgs KubeletIdentity() => new()
    {
        ResourceId = identities.Kubelet.Id,
        ClientId = identities.Kubelet.ClientId,
        ObjectId = identities.Kubelet.PrincipalId,
    };

    // The API server has its address in a subnet of the network, private or not: the one setup that also reaches a private vault.
    private Inputs.ManagedClusterAPIServerAccessProfileArgs ApiServerAccess(Output<string>? zone)
    {
        var access = new Inputs.ManagedClusterAPIServerAccessProfileArgs
        {
            EnableVnetIntegration = true,
            SubnetId = network.ApiServer.Id,
            EnablePrivateCluster = scope.Private,
            // A way around Entra ID and the network for whoever may write to the subscription.
            DisableRunCommand = true,
        };
        if (zone is not null)
        {
            access.EnablePrivateClusterPublicFQDN = false;
            access.PrivateDNSZone = zone;
        }
        else
        {
            access.AuthorizedIPRanges = scope.Cluster.PublicAccessCidrs;
        }

        return access;
    }

    private Inputs.ContainerServiceNetworkProfileArgs NetworkProfile() => new()
    {
        NetworkPlugin = NetworkPlugin.Azure,
        NetworkPluginMode = NetworkPluginMode.Overlay,
        NetworkDataplane = NetworkDataplane.Cilium,
        NetworkPolicy = NetworkPolicy.Cilium,
        PodCidr = scope.Cluster.Network.PodCidr,
        ServiceCidr = scope.Cluster.Network.ServiceCidr,
        DnsServiceIP = AksNetworkPlan.DnsAddress(scope.Cluster.Network.ServiceCidr),
        LoadBalancerSku = LoadBalancerSku.Standard,
        OutboundType = scope.Cluster.Network.Egress == AksEgress.Firewall
            ? OutboundType.UserDefinedRouting
            : OutboundType.UserAssignedNATGateway,
    };

    private Inputs.ManagedClusterSecurityProfileArgs SecurityProfile(AksMonitoring monitoring)
    {
        var profile = new Inputs.ManagedClusterSecurityProfileArgs
        {
            WorkloadIdentity = new Inputs.ManagedClusterSecurityProfileWorkloadIdentityArgs { Enabled = true },
            ImageCleaner = new Inputs.ManagedClusterSecurityProfileImageCleanerArgs
            {
                Enabled = true,
                IntervalHours = scope.Cluster.ImageCleanerHours,
            },
        };
        if (keys is not null)
        {
            var kms = new Inputs.AzureKeyVaultKmsArgs
            {
                Enabled = true,
                KeyId = keys.Etcd.KeyUriWithVersion,
                KeyVaultNetworkAccess = scope.Private ? KeyVaultNetworkAccessTypes.Private : KeyVaultNetworkAccessTypes.Public,
            };
            // Asked for with a private vault and refused with a public one.
            if (scope.Private)
                kms.KeyVaultResourceId = keys.Vault.Id;
            profile.AzureKeyVaultKms = kms;
        }

        if (scope.Cluster.Defender)
        {
            profile.Defender = new Inputs.ManagedClusterSecurityProfileDefenderArgs
            {
                LogAnalyticsWorkspaceResourceId = monitoring.Workspace.Id,
                SecurityMonitoring = new Inputs.ManagedClusterSecurityProfileDefenderSecurityMonitoringArgs { Enabled = true },
            };
        }

        return profile;
    }

    // The defaults of AKS but for the platform's own (Microsoft: "Cluster autoscaler profile settings"). All values are strings there.
    private static Inputs.ManagedClusterPropertiesAutoScalerProfileArgs AutoScaler() => new()
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
}
