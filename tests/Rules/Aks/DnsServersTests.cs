using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class DnsServersTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<DnsServers>(Fleets.Sound));

    private const string Networks =
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks";

    [Fact]
    public void Accepts_a_resolver_in_a_hub() =>
        Assert.Empty(Fleets.Findings<DnsServers>(Fleets.Of(Fleets.Aks with
        {
            Network = Fleets.Aks.Network with
            {
                DnsServers = ["10.0.0.4", "10.0.0.5"], LinkedNetworks = [$"{Networks}/hub", $"{Networks}/people"],
            },
        })));

    [Fact]
    public void Rejects_public_servers_and_a_network_linked_twice() =>
        Assert.Equal(
            [
                "CLU145 error clusters[0].network.dnsServers[0]: \"8.8.8.8\" is not a private address, and public servers do not know " +
                "the cluster's private zones. Allowed: an IPv4 address in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.",
                "CLU145 error clusters[0].network.linkedNetworks[1]: a network \"hub\" is already linked. Give each network once, and " +
                "link networks of the same name by hand.",
            ],
            Fleets.Findings<DnsServers>(Fleets.Of(Fleets.Aks with
            {
                Network = Fleets.Aks.Network with
                {
                    DnsServers = ["8.8.8.8"], LinkedNetworks = [$"{Networks}/hub", $"{Networks}/Hub"],
                },
            })));
}
