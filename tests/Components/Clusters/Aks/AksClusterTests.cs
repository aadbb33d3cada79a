using System.Text;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Observability;
using Infra.Specification.Storage;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksClusterTests
{
    private const string Role = "azure-native:authorization:RoleAssignment";

    private const string Replica =
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/acme-prod-north-replica/providers/" +
        "Microsoft.Storage/storageAccounts/acmeprodnorthrepl";

    private static readonly ObservabilitySpec _ownLogs = new() { Logs = new() { Store = LogPlace.Own } };

    private static readonly PlatformSpec _open = AksPlan.Platform with
    {
        Sovereignty = AksPlan.Platform.Sovereignty with { Endpoints = EndpointAccess.Public },
    };

    private static readonly PlatformSpec _providerKeys = AksPlan.Platform with
    {
        Sovereignty = AksPlan.Platform.Sovereignty with { Keys = KeyManagement.ProviderManaged },
    };

    [Fact]
    public async Task Creates_a_private_cluster_whose_api_server_is_in_the_network_and_in_its_own_zone()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal(true, plan.Input("west-cluster", "apiServerAccessProfile.enablePrivateCluster"));
        Assert.Equal(true, plan.Input("west-cluster", "apiServerAccessProfile.enableVnetIntegration"));
        Assert.Equal(false, plan.Input("west-cluster", "apiServerAccessProfile.enablePrivateClusterPublicFQDN"));
        Assert.Equal(true, plan.Input("west-cluster", "apiServerAccessProfile.disableRunCommand"));
        Assert.Null(plan.Input("west-cluster", "apiServerAccessProfile.authorizedIPRanges"));
        Assert.Equal("private.westeurope.azmk8s.io", plan.Input("west-zone-api-server", "privateZoneName"));
        Assert.Equal("10.20.224.0/28", plan.Input("west-subnet-api-server", "addressPrefix"));
        Assert.Equal("Microsoft.ContainerService/managedClusters", plan.Input("west-subnet-api-server", "delegations.0.serviceName"));
    }

    [Fact]
    public async Task Keeps_the_logs_of_containers_in_the_workspace_where_asked()
    {
        var plan = await AksPlan.Of(_open with { Observability = _ownLogs }, AksPlan.Cluster);
        Assert.Equal(true, plan.Input("west-cluster", "addonProfiles.omsagent.enabled"));
        Assert.Equal("true", plan.Input("west-cluster", "addonProfiles.omsagent.config.useAADAuth"));
        Assert.EndsWith(
            "/providers/Microsoft.OperationalInsights/workspaces/acme-prod-west-logs",
            (string?)plan.Input("west-cluster", "addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID"), StringComparison.Ordinal);
        Assert.Equal(
            ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"], plan.Strings("west-container-logs", "dataFlows.0.streams"));
        Assert.Equal("ContainerInsights", plan.Input("west-container-logs", "dataSources.extensions.0.extensionName"));
        Assert.Equal("ContainerInsightsExtension", plan.Input("west-container-logs-association", "associationName"));
        Assert.EndsWith(
            "/managedClusters/acme-prod-west", (string?)plan.Input("west-container-logs-association", "resourceUri"),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "/dataCollectionRules/acme-prod-west-container-logs",
            (string?)plan.Input("west-container-logs-association", "dataCollectionRuleId"), StringComparison.Ordinal);
        Assert.Empty(plan.NamesOf("azure-native:monitor:PrivateLinkScope"));
        Assert.Null(plan.Input("west-container-logs", "dataCollectionEndpointId"));
    }

    [Fact]
    public async Task Leads_to_a_private_workspace_by_a_private_link_alone()
    {
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Observability = _ownLogs }, AksPlan.Cluster with { Defender = true, RestoreFrom = Replica });
        Assert.Equal("PrivateOnly", plan.Input("west-monitor-scope", "accessModeSettings.ingestionAccessMode"));
        Assert.Equal("PrivateOnly", plan.Input("west-monitor-scope", "accessModeSettings.queryAccessMode"));
        Assert.Equal("Disabled", plan.Input("west-log-collection", "networkAcls.publicNetworkAccess"));
        // Defender's sensors come by the same way.
        Assert.Equal("Disabled", plan.Input("west-logs", "publicNetworkAccessForIngestion"));
        Assert.Equal("Disabled", plan.Input("west-logs", "publicNetworkAccessForQuery"));

        const string insights = "/providers/Microsoft.Insights";
        var collection = $"{insights}/dataCollectionEndpoints/acme-prod-west";
        EndsWith("/workspaces/acme-prod-west-logs", "west-monitor-scope-workspace", "linkedResourceId");
        EndsWith(collection, "west-monitor-scope-collection", "linkedResourceId");
        EndsWith(collection, "west-container-logs", "dataCollectionEndpointId");
        EndsWith(collection, "west-container-logs-endpoint", "dataCollectionEndpointId");
        Assert.Equal("configurationAccessEndpoint", plan.Input("west-container-logs-endpoint", "associationName"));

        EndsWith(
            $"{insights}/privateLinkScopes/acme-prod-west-monitor", "west-monitor-endpoint",
            "privateLinkServiceConnections.0.privateLinkServiceId");
        Assert.Equal(["azuremonitor"], plan.Strings("west-monitor-endpoint", "privateLinkServiceConnections.0.groupIds"));
        // An address for each name that the scope has by then.
        Assert.Contains("west-monitor-scope-collection", plan.DependsOn("west-monitor-endpoint"));
        Assert.Contains("west-monitor-scope-workspace", plan.DependsOn("west-monitor-scope-collection"));
        Assert.Contains("west-monitor-endpoint-names", plan.DependsOn("west-cluster"));
        string[] zones = ["monitor", "oms", "ods", "agentsvc", "blob"];
        Assert.Equal(
            zones, Enumerable.Range(0, 5).Select(i => plan.Input("west-monitor-endpoint-names", $"privateDnsZoneConfigs.{i}.name")));
        Assert.Equal(
            [
                "privatelink.monitor.azure.com", "privatelink.oms.opinsights.azure.com", "privatelink.ods.opinsights.azure.com",
                "privatelink.agentsvc.azure-automation.net", "privatelink.blob.core.windows.net",
            ],
            zones.Select(zone => plan.Input($"west-zone-{zone}", "privateZoneName")));
        // One zone for the packs of the agents and for the backups to restore from.
        EndsWith("/privatelink.blob.core.windows.net", "west-restore-endpoint-names", "privateDnsZoneConfigs.0.privateDnsZoneId");
        EndsWith("/privatelink.blob.core.windows.net", "west-monitor-endpoint-names", "privateDnsZoneConfigs.4.privateDnsZoneId");

        void EndsWith(string end, string name, string input) =>
            Assert.EndsWith(end, (string?)plan.Input(name, input), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_no_logs_where_no_private_way_leads_to_the_workspace()
    {
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Observability = _ownLogs },
            AksPlan.Cluster with { Network = AksPlan.Cluster.Network with { DnsServers = ["10.0.0.4"] } });
        Assert.Null(plan.Input("west-cluster", "addonProfiles.omsagent"));
        Assert.Empty(plan.NamesOf("azure-native:monitor:DataCollectionRule"));
        Assert.Empty(plan.NamesOf("azure-native:monitor:PrivateLinkScope"));
    }

    [Fact]
    public async Task Creates_a_public_cluster_that_only_the_named_networks_reach()
    {
        var plan = await AksPlan.Of(_open, AksPlan.Cluster with { PublicAccessCidrs = ["203.0.113.0/24"] });
        Assert.Equal(false, plan.Input("west-cluster", "apiServerAccessProfile.enablePrivateCluster"));
        Assert.Equal(["203.0.113.0/24"], plan.Strings("west-cluster", "apiServerAccessProfile.authorizedIPRanges"));
        Assert.Equal("Public", plan.Input("west-cluster", "securityProfile.azureKeyVaultKms.keyVaultNetworkAccess"));
        Assert.Null(plan.Input("west-cluster", "securityProfile.azureKeyVaultKms.keyVaultResourceId"));
        Assert.Empty(plan.NamesOf("azure-native:network:PrivateEndpoint"));
        Assert.Empty(plan.NamesOf("azure-native:privatedns:PrivateZone"));
    }

    [Fact]
    public async Task Sizes_pools_as_the_cluster_autoscaler_of_EKS_does()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal("least-waste", Autoscaler("expander"));
        Assert.Equal("true", Autoscaler("balanceSimilarNodeGroups"));
        Assert.Equal("1800", Autoscaler("maxGracefulTerminationSec"));
        Assert.Equal("30m", Autoscaler("maxNodeProvisionTime"));
        Assert.Equal("10m", Autoscaler("scaleDownUnneededTime"));
        Assert.Equal("false", Autoscaler("skipNodesWithLocalStorage"));
        Assert.Equal("false", Autoscaler("skipNodesWithSystemPods"));

        object? Autoscaler(string setting) => plan.Input("west-cluster", $"autoScalerProfile.{setting}");
    }

    [Fact]
    public async Task Lets_people_in_by_Entra_groups_alone()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal(true, plan.Input("west-cluster", "disableLocalAccounts"));
        Assert.Equal(true, plan.Input("west-cluster", "aadProfile.enableAzureRBAC"));
        Assert.Equal(["11111111-1111-1111-1111-111111111111"], plan.Strings("west-cluster", "aadProfile.adminGroupObjectIDs"));
        const string viewers = "west-viewers-22222222-2222-2222-2222-222222222222-role";
        Assert.Equal("Azure Kubernetes Service RBAC Reader", plan.Input(viewers, "description"));
        Assert.Equal("Group", plan.Input(viewers, "principalType"));
        Assert.Equal(
            "/subscriptions/00000000-0000-0000-0000-000000000000"
                + "/providers/Microsoft.Authorization/roleDefinitions/7f6c6a51-bcf8-42ba-9220-52d62157d7db",
            plan.Input(viewers, "roleDefinitionId"));
    }

    [Fact]
    public async Task Runs_pods_in_an_overlay_with_Cilium_and_leaves_through_a_gateway()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal("overlay", plan.Input("west-cluster", "networkProfile.networkPluginMode"));
        Assert.Equal("cilium", plan.Input("west-cluster", "networkProfile.networkDataplane"));
        Assert.Equal("cilium", plan.Input("west-cluster", "networkProfile.networkPolicy"));
        Assert.Equal("172.20.0.10", plan.Input("west-cluster", "networkProfile.dnsServiceIP"));
        Assert.Equal("userAssignedNATGateway", plan.Input("west-cluster", "networkProfile.outboundType"));
        Assert.NotNull(plan.Input("west-subnet-nodes", "natGateway.id"));
        Assert.Equal(false, plan.Input("west-subnet-nodes", "defaultOutboundAccess"));
        Assert.Equal(["1", "2", "3"], plan.Strings("west-egress-address", "zones"));
    }

    [Fact]
    public async Task Leaves_through_a_firewall_without_any_public_address()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Network = AksPlan.Cluster.Network with { Egress = AksEgress.Firewall, FirewallAddress = "10.0.0.4" },
        });
        Assert.Equal("userDefinedRouting", plan.Input("west-cluster", "networkProfile.outboundType"));
        Assert.Equal("0.0.0.0/0", plan.Input("west-routes", "routes.0.addressPrefix"));
        Assert.Equal("VirtualAppliance", plan.Input("west-routes", "routes.0.nextHopType"));
        Assert.Equal("10.0.0.4", plan.Input("west-routes", "routes.0.nextHopIpAddress"));
        Assert.Empty(plan.NamesOf("azure-native:network:PublicIPAddress"));
        Assert.Contains("west-control-plane-on-routes-role", plan.Names);
    }

    [Fact]
    public async Task Puts_the_authority_of_the_mirror_into_the_trust_store_of_nodes_one_certificate_each()
    {
        var plan = await AksPlan.Of(
            AksPlan.Platform with
            {
                Sovereignty = AksPlan.Platform.Sovereignty with
                {
                    Registry = "registry.acme.example",
                    RegistryAccess = new() { CaCertificate = OnPremSamples.Authority + OnPremSamples.Authority },
                },
            },
            AksPlan.Cluster);

        foreach (var index in (string[])["0", "1"])
        {
            Assert.Equal(
                Convert.ToBase64String(Encoding.UTF8.GetBytes(OnPremSamples.Authority)),
                plan.Input("west-cluster", $"securityProfile.customCATrustCertificates.{index}"));
        }

        Assert.Null((await AksPlan.Of(AksPlan.Cluster)).Input("west-cluster", "securityProfile.customCATrustCertificates"));
    }

    [Fact]
    public async Task Encrypts_etcd_disks_and_hosts_with_the_customers_keys_in_a_closed_vault()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal("Disabled", plan.Input("west-vault", "properties.publicNetworkAccess"));
        Assert.Equal(true, plan.Input("west-vault", "properties.enablePurgeProtection"));
        Assert.Equal(90.0, plan.Input("west-vault", "properties.softDeleteRetentionInDays"));
        Assert.Equal(
            $"https://{plan.Input("west-vault", "vaultName")}.vault.azure.net/keys/etcd/${{west-key-etcd.version}}",
            plan.Input("west-cluster", "securityProfile.azureKeyVaultKms.keyId"));
        Assert.Equal("Private", plan.Input("west-cluster", "securityProfile.azureKeyVaultKms.keyVaultNetworkAccess"));
        Assert.NotNull(plan.Input("west-cluster", "diskEncryptionSetID"));
        Assert.Equal(true, plan.Input("west-disk-encryption", "rotationToLatestKeyVersionEnabled"));
        Assert.All(["west-vault", "west-key-etcd", "west-key-disks", "west-key-storage", "west-disk-encryption"],
            name => Assert.True(plan.IsProtected(name), name));
        // AKS stays with one version of the etcd key, so that nothing may rotate it behind its back.
        Assert.Null(plan.Input("west-key-etcd", "properties.rotationPolicy"));
        Assert.Equal("P1Y", plan.Input("west-key-disks", "properties.rotationPolicy.lifetimeActions.0.trigger.timeAfterCreate"));
    }

    [Fact]
    public async Task Leaves_keys_to_the_provider_where_the_stack_says_so()
    {
        var plan = await AksPlan.Of(_providerKeys, AksPlan.Cluster);
        Assert.Empty(plan.NamesOf("azure-native:keyvault:Vault"));
        Assert.Empty(plan.NamesOf("azure-native:compute:DiskEncryptionSet"));
        Assert.Null(plan.Input("west-cluster", "diskEncryptionSetID"));
        Assert.Null(plan.Input("west-cluster", "securityProfile.azureKeyVaultKms"));
        Assert.Equal("Microsoft.Storage", plan.Input("west-backups", "encryption.keySource"));
    }

    [Fact]
    public async Task Upgrades_and_cleans_as_the_specification_says()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            UpgradeChannel = AksUpgradeChannel.Patch,
            NodeOsUpgradeChannel = AksNodeOsUpgradeChannel.SecurityPatch,
            ImageCleanerHours = 48,
        });
        Assert.Equal("patch", plan.Input("west-cluster", "autoUpgradeProfile.upgradeChannel"));
        Assert.Equal("SecurityPatch", plan.Input("west-cluster", "autoUpgradeProfile.nodeOSUpgradeChannel"));
        Assert.Equal(48.0, plan.Input("west-cluster", "securityProfile.imageCleaner.intervalHours"));
    }

    [Fact]
    public async Task Keeps_versions_to_the_stack_and_releases_and_node_images_to_the_window()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Maintenance = new MaintenanceWindowSpec { Day = DayOfWeek.Tuesday, StartHour = 3, DurationHours = 6 },
        });
        Assert.Equal("none", plan.Input("west-cluster", "autoUpgradeProfile.upgradeChannel"));
        Assert.Equal("NodeImage", plan.Input("west-cluster", "autoUpgradeProfile.nodeOSUpgradeChannel"));
        Assert.Equal("default", plan.Input("west-maintenance-releases", "configName"));
        Assert.Equal("aksManagedAutoUpgradeSchedule", plan.Input("west-maintenance-cluster", "configName"));
        Assert.Equal("aksManagedNodeOSUpgradeSchedule", plan.Input("west-maintenance-nodes", "configName"));
        Assert.Equal("Tuesday", plan.Input("west-maintenance-nodes", "maintenanceWindow.schedule.weekly.dayOfWeek"));
        Assert.Equal("03:00", plan.Input("west-maintenance-nodes", "maintenanceWindow.startTime"));
        Assert.All(
            ["west-maintenance-releases", "west-maintenance-cluster", "west-maintenance-nodes"],
            name => Assert.Equal(6.0, plan.Input(name, "maintenanceWindow.durationHours")));
    }

    [Fact]
    public async Task Keeps_the_control_planes_logs_and_watches_with_Defender_where_asked()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Defender = true, LogRetentionDays = 365 });
        Assert.Equal(365.0, plan.Input("west-logs", "retentionInDays"));
        Assert.Equal("Disabled", plan.Input("west-logs", "publicNetworkAccessForQuery"));
        Assert.NotNull(plan.Input("west-control-plane-logs", "workspaceId"));
        Assert.Equal("AuditEvent", plan.Input("west-vault-logs", "logs.0.category"));
        // Defender's sensors write from the nodes, by the workspace's own key; nobody reads from outside.
        Assert.Equal(false, plan.Input("west-logs", "features.disableLocalAuth"));
        Assert.Equal("Enabled", plan.Input("west-logs", "publicNetworkAccessForIngestion"));
        Assert.Equal(true, plan.Input("west-cluster", "securityProfile.defender.securityMonitoring.enabled"));
        // The plan, without which sensors report nothing, is on for this cluster and not for the subscription.
        Assert.Equal("Containers", plan.Input("west-defender-plan", "pricingName"));
        Assert.Equal("Standard", plan.Input("west-defender-plan", "pricingTier"));
        Assert.Equal(
            "subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/acme-prod-west/providers/" +
            "Microsoft.ContainerService/managedClusters/acme-prod-west",
            plan.Input("west-defender-plan", "scopeId"));
        Assert.Equal(
            ["ContainerSensor"],
            from part in plan.Inputs("azure-native:security:Pricing", "west-defender-plan")["extensions"]!.AsArray()
            where (string?)part!["isEnabled"] == "True"
            select (string?)part["name"]);
        var unwatched = await AksPlan.Of(AksPlan.Cluster);
        Assert.DoesNotContain("west-defender-plan", unwatched.Names);
        Assert.Null(unwatched.Input("west-cluster", "securityProfile.defender"));
        Assert.Equal("Disabled", unwatched.Input("west-logs", "publicNetworkAccessForIngestion"));
        Assert.Equal(true, unwatched.Input("west-logs", "features.disableLocalAuth"));
    }

    [Fact]
    public async Task Supports_a_version_longer_in_the_premium_tier()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Tier = AksTier.Premium });
        Assert.Equal("Premium", plan.Input("west-cluster", "sku.tier"));
        Assert.Equal("AKSLongTermSupport", plan.Input("west-cluster", "supportPlan"));
    }

    [Theory]
    [InlineData("usgovvirginia", "private.usgovvirginia.cx.aks.containerservice.azure.us", "privatelink.blob.core.usgovcloudapi.net")]
    [InlineData("chinanorth3", "private.chinanorth3.cx.prod.service.azk8s.cn", "privatelink.blob.core.chinacloudapi.cn")]
    public async Task Uses_the_names_of_the_sovereign_cloud(string region, string apiServer, string blob)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Region = region });
        Assert.Equal(apiServer, plan.Input("west-zone-api-server", "privateZoneName"));
        Assert.Equal(blob, plan.Input("west-zone-blob", "privateZoneName"));
    }

    [Fact]
    public async Task Does_without_zones_in_a_region_that_has_none()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Region = "usgovarizona", Pools = [AksPlan.Pool] });
        Assert.Null(plan.Input("west-egress-address", "zones.0"));
        Assert.Null(plan.Input("west-cluster", "agentPoolProfiles.0.availabilityZones.0"));
        Assert.Null(plan.Input(plan.AgentPool("west-pool-inference"), "availabilityZones.0"));
        Assert.Equal("Standard_LRS", plan.Input("west-backups", "sku.name"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shows_costs_by_namespace_where_asked(bool asked)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { CostAnalysis = asked });
        Assert.Equal(asked, plan.Input("west-cluster", "metricsProfile.costAnalysis.enabled"));
    }

    [Fact]
    public async Task Keeps_the_Gatekeeper_of_Azure_Policy_out() => Assert.Equal(
        false, (await AksPlan.Of(AksPlan.Cluster)).Input("west-cluster", "addonProfiles.azurepolicy.enabled"));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1 2 3")]
    [InlineData(3, "1 2 3")]
    public async Task Has_an_address_for_egress_in_one_zone_or_in_all(int zones, string expected)
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { Network = AksPlan.Cluster.Network with { Zones = zones } });
        Assert.Equal(expected.Split(' '), plan.Strings("west-egress-address", "zones"));
    }

    [Fact]
    public async Task Waits_for_every_role_before_the_cluster_and_for_the_keys_role_before_what_is_encrypted()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        Assert.Equal(
            [
                "west-control-plane-on-disks-role", "west-control-plane-on-kubelet-role", "west-control-plane-on-network-role",
                "west-control-plane-on-zone-role",
            ],
            plan.DependsOn("west-cluster", Role));
        const string wait = "command:local:Command";
        Assert.Equal(["west-keys-wait"], plan.DependsOn("west-cluster", wait));
        Assert.Equal(
            ["west-control-plane-links-vault-role", "west-control-plane-on-vault-role", "west-encryption-on-vault-role"],
            plan.DependsOn("west-keys-wait", Role));
        // For /bin/sh, and for cmd, which has no sleep.
        Assert.Equal("sleep 600 || ping -n 601 127.0.0.1 > nul", plan.Input("west-keys-wait", "create"));
        Assert.Equal("sleep 300 || ping -n 301 127.0.0.1 > nul", plan.Input("west-access-wait", "create"));
        Assert.Equal(
            [
                "west-administrators-11111111-1111-1111-1111-111111111111-role",
                "west-administrators-11111111-1111-1111-1111-111111111111-user-role",
                "west-viewers-22222222-2222-2222-2222-222222222222-role",
                "west-viewers-22222222-2222-2222-2222-222222222222-user-role",
            ],
            plan.DependsOn("west-access-wait", Role));
        Assert.Equal(["west-vault-endpoint-names"], plan.DependsOn("west-cluster", "azure-native:network:PrivateDnsZoneGroup"));
        Assert.Equal(
            ["west-zone-api-server-link", "west-zone-vault-link"],
            plan.DependsOn("west-cluster", "azure-native:privatedns:VirtualNetworkLink"));
        Assert.Equal(["west-keys-wait"], plan.DependsOn("west-disk-encryption", wait));
        Assert.Equal(["west-backup-key-wait"], plan.DependsOn("west-backups", wait));
        Assert.Equal(["west-backup-encryption-on-vault-role"], plan.DependsOn("west-backup-key-wait", Role));
    }

    [Fact]
    public async Task Lets_administrators_rotate_the_keys_of_the_cluster_but_not_those_of_its_backups()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster);
        const string role = "west-administrators-11111111-1111-1111-1111-111111111111-on-keys-role";
        Assert.Equal("Key Vault Crypto Officer", plan.Input(role, "description"));
        Assert.Equal("Group", plan.Input(role, "principalType"));
        Assert.EndsWith("/resourceGroups/acme-prod-west", (string?)plan.Input(role, "scope"), StringComparison.Ordinal);
        Assert.Equal("acme-prod-west-backups", plan.Input("west-backup-vault", "resourceGroupName"));
    }

    [Fact]
    public async Task Makes_subnets_endpoints_and_pools_one_after_another_since_Azure_refuses_the_second_of_two()
    {
        const string subnet = "azure-native:network:Subnet", endpoint = "azure-native:network:PrivateEndpoint";
        const string pool = "azure-native:containerservice:AgentPool";
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Storage = new StorageSpec { Shared = new(), Parallel = new() },
            Pools = [AksPlan.Pool, AksPlan.Pool with { Name = "second" }, AksPlan.Pool with { Name = "third" }],
        });
        Assert.Equal(["west-subnet-nodes"], plan.DependsOn("west-subnet-api-server", subnet));
        Assert.Equal(["west-subnet-api-server"], plan.DependsOn("west-subnet-endpoints", subnet));
        Assert.Equal(["west-subnet-endpoints"], plan.DependsOn("west-subnet-parallel", subnet));
        Assert.Contains("west-subnet-parallel", plan.DependsOn("west-cluster", subnet));
        Assert.Contains("west-subnet-parallel", plan.DependsOn("west-vault-endpoint", subnet));
        Assert.Equal(["west-vault-endpoint"], plan.DependsOn("west-backup-vault-endpoint", endpoint));
        Assert.Equal(["west-backup-vault-endpoint"], plan.DependsOn("west-backups-endpoint", endpoint));
        Assert.Equal(["west-backups-endpoint"], plan.DependsOn("west-replica-endpoint", endpoint));
        Assert.Equal(["west-replica-endpoint"], plan.DependsOn("west-shared-endpoint", endpoint));
        string[] pools = [.. new[] { "inference", "second", "third" }.Select(name => plan.AgentPool($"west-pool-{name}"))];
        Assert.Empty(plan.DependsOn(pools[0], pool));
        Assert.Equal([pools[0]], plan.DependsOn(pools[1], pool));
        Assert.Equal([pools[1]], plan.DependsOn(pools[2], pool));
    }

    [Fact]
    public async Task Creates_nothing_by_an_ambient_provider()
    {
        var plan = await AksPlan.Of(
            AksPlan.Cluster with
            {
                Pools = [AksPlan.Pool],
                Storage = new StorageSpec { Fast = new(), Shared = new(), Parallel = new() },
            },
            new WorkloadIdentity("velero", "velero", Access.BackupStore));
        Assert.Equal(["azure-public", "west-command", "west-kubernetes"], plan.Providers);
        Assert.NotNull(plan.Input("west-kubernetes", "clusterIdentifier"));
    }

    [Fact]
    public async Task Binds_a_service_account_to_an_identity_of_its_own()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster, new WorkloadIdentity("velero", "server", Access.BackupStore));
        Assert.Equal("system:serviceaccount:velero:server", plan.Input("west-velero-server-credential", "subject"));
        Assert.Equal("https://${west-cluster.issuer}/", plan.Input("west-velero-server-credential", "issuer"));
        Assert.Equal(["api://AzureADTokenExchange"], plan.Strings("west-velero-server-credential", "audiences"));
        Assert.Equal(
            "${west-velero-server-identity.clientId}",
            plan.Text("west-velero-server-account", "metadata.annotations", "azure.workload.identity/client-id"));
        Assert.Equal("Storage Blob Data Contributor", plan.Input("west-velero-server-writes-backups-role", "description"));
    }

    // The webhook of AKS projects tokens for this audience wherever it runs; a credential for another one is never matched.
    [Theory]
    [InlineData("usgovvirginia")]
    [InlineData("chinanorth3")]
    public async Task Trusts_the_tokens_that_the_webhook_projects_in_every_cloud(string region)
    {
        var plan = await AksPlan.Of(
            AksPlan.Cluster with { Region = region }, new WorkloadIdentity("velero", "server", Access.BackupStore));
        Assert.Equal(["api://AzureADTokenExchange"], plan.Strings("west-velero-server-credential", "audiences"));
    }

    [Fact]
    public async Task Rejects_an_identity_for_what_AKS_does_itself()
    {
        var mistake = await Assert.ThrowsAnyAsync<Exception>(
            () => AksPlan.Of(AksPlan.Cluster, new WorkloadIdentity("kube-system", "autoscaler", Access.NodeGroupScaling)));
        Assert.Contains(
            "kube-system/autoscaler: AKS does \"NodeGroupScaling\" itself; a workload needs no identity for it. Allowed: " +
            "BackupStore, Secrets, Queues, DnsRecords, Images.",
            mistake.ToString(),
            StringComparison.Ordinal);
    }
}
