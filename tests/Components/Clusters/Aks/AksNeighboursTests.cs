using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Components.Clusters.Aks;

/// <summary>What a cluster uses of Azure and does not make: the network of a hub, and a registry.</summary>
public class AksNeighboursTests
{
    private const string Mine = "00000000-0000-4000-8000-000000000001";
    private const string Peering = "azure-native:network:VirtualNetworkPeering";

    private const string Registry =
        "/subscriptions/00000000-0000-4000-8000-000000000009/resourceGroups/shared/providers/Microsoft.ContainerRegistry/" +
        "registries/acmeplatform";

    private static AksClusterSpec Behind(string hubSubscription) => AksPlan.Cluster with
    {
        Subscription = Mine,
        Network = AksPlan.Cluster.Network with
        {
            Egress = AksEgress.Firewall,
            FirewallAddress = "10.0.0.4",
            HubNetwork = $"/subscriptions/{hubSubscription}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub-network",
        },
    };

    [Fact]
    public async Task Joins_the_hub_from_both_sides_where_it_is_in_the_same_subscription()
    {
        var plan = await AksPlan.Of(Behind(Mine));
        Assert.Equal(["west-peering-from-hub", "west-peering-to-hub"], plan.NamesOf(Peering));
        Assert.Equal(Behind(Mine).Network.HubNetwork, plan.Input("west-peering-to-hub", "remoteVirtualNetwork.id"));
        Assert.Equal(true, plan.Input("west-peering-to-hub", "allowForwardedTraffic"));
        Assert.Equal("hub", plan.Input("west-peering-from-hub", "resourceGroupName"));
        Assert.Equal("hub-network", plan.Input("west-peering-from-hub", "virtualNetworkName"));
        Assert.Equal("acme-prod-west-network", plan.Input("west-peering-from-hub", "virtualNetworkPeeringName"));
        // Nodes cannot come up before the firewall is reached; and Azure makes one change of a network at a time.
        Assert.Equal(["west-peering-from-hub"], plan.DependsOn("west-cluster", Peering));
        Assert.Equal(["west-subnet-endpoints"], plan.DependsOn("west-peering-to-hub", "azure-native:network:Subnet"));
        Assert.Equal(["west-peering-to-hub"], plan.DependsOn("west-peering-from-hub", Peering));
    }

    [Fact]
    public async Task Leaves_the_hubs_side_to_its_owner_where_it_is_in_another_subscription() => Assert.Equal(
        ["west-peering-to-hub"], (await AksPlan.Of(Behind("00000000-0000-4000-8000-000000000002"))).NamesOf(Peering));

    [Fact]
    public async Task Resolves_names_as_the_hub_does_where_it_has_the_zones()
    {
        const string group = "/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones";
        const string apiServer = $"/subscriptions/{Mine}{group}/private.westeurope.azmk8s.io";
        const string vault = $"/subscriptions/00000000-0000-4000-8000-000000000009{group}/privatelink.vaultcore.azure.net";
        const string hub = $"/subscriptions/{Mine}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub-network";
        var plan = await AksPlan.Of(AksPlan.Cluster with
        {
            Subscription = Mine,
            Network = AksPlan.Cluster.Network with
            {
                DnsServers = ["10.0.0.4"], PrivateZones = [apiServer, vault], LinkedNetworks = [hub],
            },
        });

        Assert.Equal(["10.0.0.4"], plan.Strings("west-network", "dhcpOptions.dnsServers"));
        // The zone of the cluster's subscription is used and linked; that of another is linked by its owner.
        Assert.Equal(["west-zone-blob"], plan.NamesOf("azure-native:privatedns:PrivateZone"));
        Assert.Equal(apiServer, plan.Input("west-cluster", "apiServerAccessProfile.privateDNSZone"));
        Assert.Equal(apiServer, plan.Input("west-control-plane-on-zone-role", "scope"));
        Assert.Equal(vault, plan.Input("west-vault-endpoint-names", "privateDnsZoneConfigs.0.privateDnsZoneId"));
        Assert.Equal(
            ["west-zone-api-server-link", "west-zone-blob-link", "west-zone-blob-link-hub-network"],
            plan.NamesOf("azure-native:privatedns:VirtualNetworkLink"));
        Assert.Equal("dns", plan.Input("west-zone-api-server-link", "resourceGroupName"));
        Assert.Equal("private.westeurope.azmk8s.io", plan.Input("west-zone-api-server-link", "privateZoneName"));
        Assert.Equal(hub, plan.Input("west-zone-blob-link-hub-network", "virtualNetwork.id"));
        Assert.Equal(["west-zone-api-server-link"], plan.DependsOn("west-cluster", "azure-native:privatedns:VirtualNetworkLink"));
    }

    [Fact]
    public async Task Joins_no_network_that_is_not_named() => Assert.Empty((await AksPlan.Of(AksPlan.Cluster)).NamesOf(Peering));

    [Fact]
    public async Task Pulls_from_a_registry_of_Azure_over_an_address_of_its_own()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster with { ContainerRegistry = Registry });
        Assert.Equal(Registry, plan.Input("west-registry-endpoint", "privateLinkServiceConnections.0.privateLinkServiceId"));
        Assert.Equal(["registry"], plan.Strings("west-registry-endpoint", "privateLinkServiceConnections.0.groupIds"));
        Assert.Equal("privatelink.azurecr.io", plan.Input("west-zone-registry", "privateZoneName"));
        Assert.Equal("AcrPull", plan.Input("west-kubelet-on-registry-role", "description"));
        Assert.Equal(Registry, plan.Input("west-kubelet-on-registry-role", "scope"));
        Assert.Equal("${west-kubelet-identity.principalId}", plan.Input("west-kubelet-on-registry-role", "principalId"));
        // In the subscription of the registry, which need not be the cluster's: Azure returns it so, and another one would look like a
        // change.
        Assert.Equal(
            "/subscriptions/00000000-0000-4000-8000-000000000009"
                + "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
            plan.Input("west-kubelet-on-registry-role", "roleDefinitionId"));
        Assert.Contains("west-kubelet-on-registry-role", plan.DependsOn("west-cluster", "azure-native:authorization:RoleAssignment"));
    }

    [Fact]
    public async Task Pulls_from_a_registry_of_Azure_over_the_internet_where_endpoints_are_public()
    {
        var open = AksPlan.Platform with { Sovereignty = AksPlan.Platform.Sovereignty with { Endpoints = EndpointAccess.Public } };
        var plan = await AksPlan.Of(open, AksPlan.Cluster with { ContainerRegistry = Registry });
        Assert.Equal("AcrPull", plan.Input("west-kubelet-on-registry-role", "description"));
        Assert.Empty(plan.NamesOf("azure-native:network:PrivateEndpoint"));
    }
}
