using System.Text;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;
// Pulumi.AzureNative.Authorization has one of its own.
using ResourceIdentityType = Pulumi.AzureNative.ContainerService.ResourceIdentityType;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The managed cluster with its one inline pool, and who may use its API.</summary>
public sealed class AksControlPlane : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksResourceGroups _groups;
    private readonly AksNetwork _network;
    private readonly AksIdentities _identities;
    private readonly AksKeys? _keys;
    private readonly HubRecord? _hub;

    /// <summary>Creates the control plane.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="network">Its network.</param>
    /// <param name="endpoints">The endpoints that give the API server its private name.</param>
    /// <param name="identities">What it acts as.</param>
    /// <param name="keys">Its keys; absent where keys are provider-managed.</param>
    /// <param name="registry">The registry from which its nodes pull, if one is named.</param>
    /// <param name="logs">Where its logs go.</param>
    /// <param name="hub">The hub that deploys to it; absent: none.</param>
    /// <param name="options">Options of the component.</param>
    public AksControlPlane(
        AksScope scope,
        AksResourceGroups groups,
        AksNetwork network,
        AksEndpoints endpoints,
        AksIdentities identities,
        AksKeys? keys,
        AksRegistry? registry,
        AksLogs logs,
        HubRecord? hub,
        ComponentResourceOptions options)
        : base("infra:clusters:AksControlPlane", scope.Name("control-plane"), options)
    {
        _scope = scope;
        _groups = groups;
        _network = network;
        _identities = identities;
        _keys = keys;
        _hub = hub;
        List<Resource> first = [.. identities.Grants, .. keys?.Ready ?? [], .. registry?.Ready ?? []];
        if (logs.Link is { } link)
        {
            first.Add(link.Ready);
        }

        Output<string>? zone = null;
        if (scope.Private)
        {
            zone = endpoints.Zone("api-server", scope.Cloud.ApiServerZone(scope.Cluster.Region));
            first.Add(AksIdentity.Grant(
                this, scope, "control-plane-on-zone", AzureRole.PrivateDnsZoneContributor, identities.ControlPlane.PrincipalId, zone));
        }

        Cluster = new ManagedCluster(scope.Name("cluster"), Args(zone, logs), new CustomResourceOptions
        {
            Parent = this,
            DependsOn = [.. first, .. endpoints.Links, network.Settled],
            // The provider replaces a cluster whose disk encryption set, egress, pod or service network changes, and deletes it first, with
            // every disk in its node group (pulumi/pulumi-azure-native: forceNewMap in provider/pkg/gen/replacement.go).
            Protect = scope.Cluster.DeletionProtection,
            CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(60), Update = TimeSpan.FromMinutes(90) },
        });
        string[] karpenter = HasKarpenter ? [AksClusterSettings.KarpenterLog] : [];
        logs.Watch(this, "control-plane", Cluster.Id, [.. AksClusterSettings.Logs, .. karpenter]);
        // Everyone needs the first role to find the cluster at all; the second decides what they may do in it.
        Access =
        [
            .. Grant("administrators", AzureRole.AksRbacClusterAdmin, scope.Cluster.Access.Administrators),
            .. Grant("viewers", AzureRole.AksRbacReader, scope.Cluster.Access.Viewers),
        ];
        RegisterOutputs();
    }

    /// <summary>The cluster.</summary>
    public ManagedCluster Cluster { get; }

    /// <summary>What must exist before a principal of the specification can use the API.</summary>
    public IReadOnlyList<Resource> Access { get; }

    private bool HasKarpenter => new AksFacts(_scope.Cluster).HasKarpenter;

    private IEnumerable<Resource> Grant(string kind, AzureRole right, IEnumerable<string> principals)
    {
        foreach (var principal in principals)
        {
            yield return AksIdentity.Grant(
                this, _scope, $"{kind}-{principal}-user", AzureRole.AksClusterUser, principal, Cluster.Id, PrincipalType.Group);
            yield return AksIdentity.Grant(this, _scope, $"{kind}-{principal}", right, principal, Cluster.Id, PrincipalType.Group);
        }
    }

    private ManagedClusterArgs Args(Output<string>? zone, AksLogs logs)
    {
        var spec = _scope.Cluster;
        var args = new ManagedClusterArgs
        {
            ResourceName = _scope.CloudName,
            ResourceGroupName = _groups.Cluster.Name,
            NodeResourceGroup = AksNames.NodeGroup(_scope.Platform, spec),
            Location = spec.Region,
            Tags = _scope.Tags,
            KubernetesVersion = spec.Version,
            DnsPrefix = _scope.CloudName,
            Sku = new Inputs.ManagedClusterSKUArgs { Name = ManagedClusterSKUName.Base, Tier = AksClusterSettings.Tier(spec.Tier) },
            SupportPlan = spec.Tier == AksTier.Premium
                ? KubernetesSupportPlan.AKSLongTermSupport
                : KubernetesSupportPlan.KubernetesOfficial,
            Identity = new Inputs.ManagedClusterIdentityArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = { _identities.ControlPlane.Id },
            },
            IdentityProfile = { ["kubeletidentity"] = KubeletIdentity() },
            EnableRBAC = true,
            DisableLocalAccounts = true,
            AadProfile = new Inputs.ManagedClusterAADProfileArgs
            {
                Managed = true,
                EnableAzureRBAC = true,
                TenantID = _identities.ControlPlane.TenantId,
                AdminGroupObjectIDs = spec.Access.Administrators,
            },
            ApiServerAccessProfile = ApiServerAccess(zone),
            NetworkProfile = AksClusterSettings.Network(spec.Network),
            AgentPoolProfiles = { SystemPool() },
            AutoUpgradeProfile = AksClusterSettings.AutoUpgrade(spec),
            OidcIssuerProfile = new Inputs.ManagedClusterOIDCIssuerProfileArgs { Enabled = true },
            SecurityProfile = SecurityProfile(logs),
            StorageProfile = AksClusterSettings.Storage(),
            MetricsProfile = new Inputs.ManagedClusterMetricsProfileArgs
            {
                CostAnalysis = new Inputs.ManagedClusterCostAnalysisArgs { Enabled = spec.CostAnalysis },
            },
            // Azure Policy, which the plan of Defender for Containers turns on by itself, would bring a second Gatekeeper.
            AddonProfiles = { ["azurepolicy"] = new Inputs.ManagedClusterAddonProfileArgs { Enabled = false } },
        };
        if (_scope.KeepsLogs)
        {
            args.AddonProfiles["omsagent"] = new Inputs.ManagedClusterAddonProfileArgs
            {
                Enabled = true,
                // The agents log in as themselves: the workspace accepts no key.
                Config = { ["logAnalyticsWorkspaceResourceID"] = logs.Workspace.Id, ["useAADAuth"] = "true" },
            };
        }

        // AKS runs either its cluster autoscaler or Karpenter.
        if (HasKarpenter)
        {
            args.NodeProvisioningProfile = AksClusterSettings.NodeProvisioning();
        }
        else
        {
            args.AutoScalerProfile = AksClusterSettings.AutoScaler();
        }

        if (_keys is not null)
        {
            args.DiskEncryptionSetID = _keys.DiskSet.Id;
        }

        return args;
    }

    // The only pool that AKS requires inline.
    private Inputs.ManagedClusterAgentPoolProfileArgs SystemPool()
    {
        var pool = AksNodeSettings.System(_scope.Cluster);
        pool.VnetSubnetID = _network.Nodes.Id;
        pool.AvailabilityZones = _scope.Zones;
        pool.Tags = _scope.Tags;
        return pool;
    }

    private Inputs.UserAssignedIdentityArgs KubeletIdentity() => new()
    {
        ResourceId = _identities.Kubelet.Id,
        ClientId = _identities.Kubelet.ClientId,
        ObjectId = _identities.Kubelet.PrincipalId,
    };

    // The API server has its address in a subnet of the network, whether private or not: it is the only setup that can reach a private
    // vault.
    private Inputs.ManagedClusterAPIServerAccessProfileArgs ApiServerAccess(Output<string>? zone)
    {
        var access = new Inputs.ManagedClusterAPIServerAccessProfileArgs
        {
            EnableVnetIntegration = true,
            SubnetId = _network.ApiServer.Id,
            EnablePrivateCluster = _scope.Private,
            // It would bypass Entra ID and the network for anyone who can write to the subscription.
            DisableRunCommand = true,
        };
        if (zone is not null)
        {
            access.EnablePrivateClusterPublicFQDN = false;
            access.PrivateDNSZone = zone;
        }
        else
        {
            access.AuthorizedIPRanges =
                [.. _scope.Cluster.PublicAccessCidrs, .. _hub?.Addresses.Select(address => (Input<string>)address) ?? []];
        }

        return access;
    }

    private Inputs.ManagedClusterSecurityProfileArgs SecurityProfile(AksLogs logs)
    {
        var profile = new Inputs.ManagedClusterSecurityProfileArgs
        {
            WorkloadIdentity = new Inputs.ManagedClusterSecurityProfileWorkloadIdentityArgs { Enabled = true },
            ImageCleaner = new Inputs.ManagedClusterSecurityProfileImageCleanerArgs
            {
                Enabled = true,
                IntervalHours = _scope.Cluster.ImageCleanerHours,
            },
        };
        if (_scope.Platform.Sovereignty.RegistryAccess?.CaCertificate is { } authority)
        {
            // One certificate each, in base64 of its PEM form ("Custom certificate authority in AKS").
            profile.CustomCATrustCertificates = PemCertificates.Of(authority)
                .Select(certificate => Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"))).ToList();
        }

        if (_keys is not null)
        {
            var kms = new Inputs.AzureKeyVaultKmsArgs
            {
                Enabled = true,
                KeyId = _keys.Etcd.KeyUriWithVersion,
                KeyVaultNetworkAccess = _scope.Private ? KeyVaultNetworkAccessTypes.Private : KeyVaultNetworkAccessTypes.Public,
            };
            // Required with a private vault and refused with a public one.
            if (_scope.Private)
            {
                kms.KeyVaultResourceId = _keys.Vault.Id;
            }

            profile.AzureKeyVaultKms = kms;
        }

        if (_scope.Cluster.Defender)
        {
            profile.Defender = new Inputs.ManagedClusterSecurityProfileDefenderArgs
            {
                LogAnalyticsWorkspaceResourceId = logs.Workspace.Id,
                SecurityMonitoring = new Inputs.ManagedClusterSecurityProfileDefenderSecurityMonitoringArgs { Enabled = true },
            };
        }

        return profile;
    }
}
