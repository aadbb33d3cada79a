using Infra.Rules.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Aks;

public class FirewallEgressTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<FirewallEgress>(Fleets.Sound));

    [Fact]
    public void Accepts_a_firewall_in_the_hub_network() =>
        Assert.Empty(Fleets.Findings<FirewallEgress>(
            Fleets.Of(Fleets.Aks with
            {
                Network = Fleets.Aks.Network with { Egress = AksEgress.Firewall, FirewallAddress = "10.0.0.4" },
            })));

    [Fact]
    public void Rejects_a_firewall_without_address() =>
        Assert.Equal(
            [
                "CLU025 error clusters[0].network.firewallAddress: firewallAddress is missing, but egress is firewall. Give the " +
                "firewall's private IPv4 address.",
            ],
            Fleets.Findings<FirewallEgress>(
                Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { Egress = AksEgress.Firewall } })));

    [Fact]
    public void Rejects_an_address_without_firewall() =>
        Assert.Equal(
            [
                "CLU025 error clusters[0].network.egress: egress is nat-gateway, but firewallAddress is given. Set egress to firewall, " +
                "or leave firewallAddress out.",
            ],
            Fleets.Findings<FirewallEgress>(
                Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { FirewallAddress = "10.0.0.4" } })));

    [Fact]
    public void Rejects_a_public_firewall() =>
        Assert.Equal(
            [
                "CLU025 error clusters[0].network.firewallAddress: \"20.1.2.3\" is not a private address. Allowed: an IPv4 " +
                "address in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.",
            ],
            Fleets.Findings<FirewallEgress>(
                Fleets.Of(Fleets.Aks with
                {
                    Network = Fleets.Aks.Network with { Egress = AksEgress.Firewall, FirewallAddress = "20.1.2.3" },
                })));

    [Fact]
    public void Rejects_a_firewall_in_the_clusters_own_network() =>
        Assert.Equal(
            [
                "CLU025 error clusters[0].network.firewallAddress: \"10.20.0.4\" is in the cluster's own network 10.20.0.0/16, where the " +
                "platform leaves no room for a firewall. Give the address of a firewall in a hub network.",
            ],
            Fleets.Findings<FirewallEgress>(
                Fleets.Of(Fleets.Aks with
                {
                    Network = Fleets.Aks.Network with { Egress = AksEgress.Firewall, FirewallAddress = "10.20.0.4" },
                })));

    [Fact]
    public void Rejects_pods_and_services_where_the_firewall_is() =>
        Assert.Equal(
            [
                "CLU025 error clusters[0].network.podCidr: \"10.244.0.0/16\" contains the address of the firewall, 10.244.0.4: what is " +
                "sent there would stay in the cluster. Give a network without it.",
            ],
            Fleets.Findings<FirewallEgress>(
                Fleets.Of(Fleets.Aks with
                {
                    Network = Fleets.Aks.Network with { Egress = AksEgress.Firewall, FirewallAddress = "10.244.0.4" },
                })));

    [Fact]
    public void Rejects_a_hub_whose_subscription_cannot_be_compared() =>
        Assert.Equal(
            [
                "CLU025 error clusters[0].subscription: subscription is missing, so the program cannot tell whether the hub is in it, " +
                "and would leave the hub's side of the peering to its owner. Name the subscription of the cluster; that of the hub is " +
                "00000000-0000-4000-8000-000000000001.",
            ],
            Fleets.Findings<FirewallEgress>(
                Fleets.Of(Fleets.Aks with
                {
                    Network = Fleets.Aks.Network with
                    {
                        Egress = AksEgress.Firewall,
                        FirewallAddress = "10.0.0.4",
                        HubNetwork = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/" +
                            "Microsoft.Network/virtualNetworks/hub",
                    },
                })));
}
