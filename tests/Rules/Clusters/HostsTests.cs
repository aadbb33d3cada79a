using Infra.Rules.Clusters;

namespace Infra.Tests.Rules.Clusters;

public class HostsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<Hosts>(Fleets.Sound));

    [Fact]
    public void Accepts_an_installed_cluster() =>
        Assert.Empty(Fleets.Findings<Hosts>(Fleets.Of(Fleets.Installed)));

    [Fact]
    public void Rejects_fewer_hosts_than_nodes() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts: 1 host is given for 2 nodes. Give one for each node.",
            ],
            Fleets.Findings<Hosts>(Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.21"] }] })));

    [Fact]
    public void Rejects_hosts_of_an_adopted_cluster() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts: hosts are given, but the cluster is adopted. Leave them out, or give " +
                "install.",
            ],
            Fleets.Findings<Hosts>(
                Fleets.Of(Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.21", "10.30.0.22"] }] })));

    [Fact]
    public void Rejects_a_host_outside_the_site() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts[1]: \"10.31.0.22\" is outside the site's network. Allowed: addresses in " +
                "10.30.0.0/24.",
            ],
            Fleets.Findings<Hosts>(
                Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.21", "10.31.0.22"] }] })));

    [Fact]
    public void Rejects_a_server_that_is_a_node_as_well() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts[0]: \"10.30.0.11\" is clusters[0].install.servers[0] as well. A host " +
                "has one part.",
            ],
            Fleets.Findings<Hosts>(
                Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.11", "10.30.0.22"] }] })));

    [Fact]
    public void Rejects_text_that_is_no_host() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts[1]: \"node 2\" is not a host. Allowed: an IPv4 address or a DNS name.",
            ],
            Fleets.Findings<Hosts>(
                Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.21", "node 2"] }] })));
}
