using Infra.Rules.OnPrem;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.OnPrem;

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
                "CLU029 error clusters[0].pools[0].hosts: 1 host is listed for 2 nodes. List one host for each node.",
            ],
            Fleets.Findings<Hosts>(Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.21"] }] })));

    [Fact]
    public void Rejects_hosts_of_an_adopted_cluster() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts: hosts are listed, but the cluster is adopted. Leave hosts out, or give install.",
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
    public void Accepts_servers_that_are_the_nodes_of_a_pool_as_well() =>
        Assert.Empty(Fleets.Findings<Hosts>(
            Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.11", "10.30.0.12"] }] })));

    [Fact]
    public void Accepts_a_pool_of_one_node_on_the_only_server() =>
        Assert.Empty(Fleets.Findings<Hosts>(Fleets.Of(OneServer with { Pools = [OneNode] })));

    [Fact]
    public void Rejects_a_host_of_two_pools() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[1].hosts[0]: \"10.30.0.11\" is already used by clusters[0].pools[0].hosts[0]. A host " +
                "belongs to one cluster and to one pool in it.",
                "CLU029 error clusters[0].pools[1].hosts[1]: \"10.30.0.21\" is already used by clusters[0].pools[0].hosts[1]. A host " +
                "belongs to one cluster and to one pool in it.",
            ],
            Fleets.Findings<Hosts>(Fleets.Of(Fleets.Installed with
            {
                Pools =
                [
                    Fleets.OnPremPool with { Hosts = ["10.30.0.11", "10.30.0.21"] },
                    Fleets.OnPremPool with { Name = "other", Hosts = ["10.30.0.11", "10.30.0.21"] },
                ],
            })));

    [Theory]
    [InlineData("")]
    [InlineData("10.30.0.11")]
    public void Rejects_two_pools_on_the_only_server(string named) =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[1].hosts: \"10.30.0.11\" is already used by " +
                $"clusters[0].pools[0].hosts{(named.Length > 0 ? "[0]" : "")}. A host belongs to one cluster and to one pool in it; a " +
                "pool without hosts runs on the only server.",
            ],
            Fleets.Findings<Hosts>(Fleets.Of(OneServer with
            {
                Pools = [OneNode with { Hosts = named.Length > 0 ? [named] : [] }, OneNode with { Name = "other" }],
            })));

    [Fact]
    public void Rejects_a_server_of_one_cluster_that_is_a_node_of_another() =>
        Assert.Equal(
            [
                "CLU029 error clusters[1].pools[0].hosts[0]: \"10.30.0.11\" is already used by clusters[0].install.servers[0]. A host " +
                "belongs to one cluster and to one pool in it.",
            ],
            Fleets.Findings<Hosts>(Fleets.Of(
                Fleets.Installed,
                OneServer with
                {
                    Name = "second",
                    Install = OneServer.Install! with { Servers = ["10.30.0.31"], RegistrationAddress = "10.30.0.31" },
                    Pools = [OneNode with { Hosts = ["10.30.0.11"] }],
                })));

    [Fact]
    public void Rejects_text_that_is_no_host() =>
        Assert.Equal(
            [
                "CLU029 error clusters[0].pools[0].hosts[1]: \"node 2\" is not a host. Allowed: an IPv4 address or a DNS name.",
            ],
            Fleets.Findings<Hosts>(
                Fleets.Of(Fleets.Installed with { Pools = [Fleets.OnPremPool with { Hosts = ["10.30.0.21", "node 2"] }] })));

    private static OnPremNodePoolSpec OneNode { get; } = Fleets.OnPremPool with { Nodes = 1 };

    private static OnPremClusterSpec OneServer { get; } = Fleets.Installed with
    {
        Install = Fleets.Installed.Install! with { Servers = ["10.30.0.11"], RegistrationAddress = "10.30.0.11" },
    };
}
