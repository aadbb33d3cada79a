using Infra.Rules.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Aks;

public class FirewallWaysTests
{
    private static readonly AksNetworkSpec _behind =
        Fleets.Aks.Network with { Egress = AksEgress.Firewall, FirewallAddress = "10.0.0.4" };

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<FirewallWays>(Fleets.Sound));

    [Fact]
    public void Accepts_a_firewall_behind_a_hub() =>
        Assert.Empty(Fleets.Findings<FirewallWays>(Fleets.Of(Fleets.Aks with
        {
            Network = _behind with
            {
                HubNetwork = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/" +
                    "Microsoft.Network/virtualNetworks/hub",
            },
        })));

    [Fact]
    public void Rejects_a_firewall_to_which_nothing_leads() =>
        Assert.Equal(
            [
                "CLU140 warning clusters[0].network.hubNetwork: egress is firewall, but no hubNetwork is given: unless someone connects " +
                "the network to the firewall's before the cluster is created, its nodes reach nothing and the creation fails. Give the " +
                "id of the hub's virtual network, or create the network first and connect it by hand.",
            ],
            Fleets.Findings<FirewallWays>(Fleets.Of(Fleets.Aks with { Network = _behind })));
}
