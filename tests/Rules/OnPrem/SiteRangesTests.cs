using Infra.Catalogue;
using Infra.Rules.OnPrem;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.OnPrem;

public class SiteRangesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<SiteRanges>(Fleets.Sound));

    [Fact]
    public void Accepts_the_defaults_of_every_distribution_beside_a_site_and_a_fleet()
    {
        foreach (var distribution in Enum.GetValues<Distribution>())
        {
            Assert.Empty(Fleets.Findings<SiteRanges>(Fleets.Of(Fleets.Installed with { Distribution = distribution }, Fleets.Eks)));
        }
    }

    [Fact]
    public void Accepts_the_same_pods_on_two_sites_because_no_site_sees_those_of_another() => Assert.Empty(
        Fleets.Findings<SiteRanges>(Fleets.Of(Fleets.Installed, Fleets.OnPrem with { Name = "munich", Region = "munich" })));

    [Fact]
    public void Rejects_a_site_in_the_network_of_its_own_pods() => Assert.Equal(
        [
            "CLU160 error clusters[0].network.podCidr: \"10.42.0.0/16\", the default of rke2, overlaps network.cidr 10.42.0.0/16; pods " +
            "could not reach it. Give a private network that nothing else uses.",
        ],
        Findings(new() { Cidr = "10.42.0.0/16" }));

    [Fact]
    public void Rejects_an_adopted_cluster_whose_services_are_where_another_cluster_is() => Assert.Equal(
        [
            "CLU160 error clusters[0].network.serviceCidr: \"10.10.0.0/16\" overlaps 10.10.0.0/16 of clusters[1] (frankfurt); pods could " +
            "not reach it. State the network that the cluster was set up with; if it is this one, the cluster cannot be in this fleet.",
        ],
        Fleets.Findings<SiteRanges>(Fleets.Of(
            Fleets.OnPrem with { Network = new() { Cidr = "10.30.0.0/24", ServiceCidr = "10.10.0.0/16" } }, Fleets.Eks)));

    [Fact]
    public void Rejects_openshift_s_own_network_of_services_around_a_site() => Assert.Equal(
        [
            "CLU160 error clusters[0].network.serviceCidr: \"172.30.0.0/16\", the default of openshift, overlaps network.cidr " +
            "172.30.4.0/24; pods could not reach it. State the network that the cluster was set up with; if it is this one, the cluster " +
            "cannot be in this fleet.",
        ],
        Fleets.Findings<SiteRanges>(Fleets.Of(
            Fleets.OnPrem with { Distribution = Distribution.OpenShift, Network = new() { Cidr = "172.30.4.0/24" } })));

    [Fact]
    public void Rejects_pods_at_the_addresses_of_hosts_stores_the_mirror_and_services_with_one_line() => Assert.Equal(
        [
            "CLU160 error clusters[0].network.podCidr: \"10.42.0.0/16\", the default of rke2, overlaps install.servers[0] 10.42.0.11, " +
            "install.registrationAddress 10.42.0.10, sovereignty.registry 10.42.9.9, objectStore.endpoint 10.42.8.8, " +
            "backupCopy.endpoint 10.42.8.9; pods could not reach it. Give a private network that nothing else uses.",
            "CLU160 error clusters[0].network.serviceCidr: \"10.42.128.0/17\" overlaps podCidr; pods could not reach it. Give a private " +
            "network that nothing else uses.",
        ],
        Fleets.Findings<SiteRanges>(Fleets.Of(Fleets.Installed with
        {
            Network = new() { Cidr = "10.30.0.0/24", ServiceCidr = "10.42.128.0/17" },
            Install = Fleets.Installed.Install! with { Servers = ["10.42.0.11"], RegistrationAddress = "10.42.0.10" },
            ObjectStore = Fleets.ObjectStore with { Endpoint = "https://10.42.8.8:9000" },
            BackupCopy = Fleets.Copy with { Endpoint = "https://10.42.8.9:9000" },
        }) with { Sovereignty = Fleets.Sovereignty with { Registry = "10.42.9.9:5000/mirror" } }));

    [Theory]
    [InlineData("podCidr", "10.44.0.1/16", "is not a private network. Allowed: an IPv4 network in CIDR notation without host bits, such " +
        "as 10.44.0.0/16.")]
    [InlineData("podCidr", "8.0.0.0/16", "is not a private network. Allowed: an IPv4 network in CIDR notation without host bits, such as " +
        "10.44.0.0/16.")]
    [InlineData("podCidr", "10.44.0.0/22", "has 1024 addresses, but 5 nodes take a /24 each.")]
    [InlineData("serviceCidr", "10.44.0.0/25", "has 128 addresses, but services need at least a /24.")]
    [InlineData("serviceCidr", "172.16.0.0/12", null)]
    [InlineData("serviceCidr", "10.64.0.0/11", "has 2097152 addresses. Allowed: from /24 to /12.")]
    public void Rejects_what_is_no_network_for_pods_or_services(string member, string network, string? message)
    {
        var site = new OnPremNetworkSpec { Cidr = "10.30.0.0/24" };
        Assert.Equal(
            message is null ? [] : [$"CLU160 error clusters[0].network.{member}: \"{network}\" {message}"],
            Findings(member == "podCidr" ? site with { PodCidr = network } : site with { ServiceCidr = network }));
    }

    [Fact]
    public void Accepts_as_many_nodes_as_the_network_has_room_for() =>
        Assert.Empty(Findings(new() { Cidr = "10.30.0.0/24", PodCidr = "10.44.0.0/21" }));

    private static string[] Findings(OnPremNetworkSpec network) =>
        Fleets.Findings<SiteRanges>(Fleets.Of(Fleets.Installed with { Network = network }));
}
