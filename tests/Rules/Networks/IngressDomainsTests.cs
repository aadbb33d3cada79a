using Infra.AddOns.Traffic;
using Infra.Rules.Networks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Networks;

public class IngressDomainsTests
{
    private static ClusterSpec Site { get; } =
        Fleets.OnPrem with { Network = new() { Cidr = "10.30.0.0/16", AddressPools = ["10.30.250.0/28"] } };

    [Fact]
    public void Accepts_a_domain_for_each_cluster_and_clusters_without_one() => Assert.Empty(Findings(
        Named(Fleets.Eks, "frankfurt.ai.acme.example"), Named(Fleets.Aks, "amsterdam.ai.acme.example"), Named(Site, "lab.acme.example"),
        Fleets.OnPrem with { Name = "other" }));

    [Theory]
    [InlineData("example")]
    [InlineData("Frankfurt.acme.example")]
    [InlineData("*.acme.example")]
    [InlineData("https://acme.example")]
    [InlineData("acme.example.")]
    public void Rejects_what_is_no_domain(string domain) => Assert.Equal(
        [
            $"CLU147 error clusters[0].ingress.domain: \"{domain}\" is not a domain. Allowed: two or more labels of lower-case letters, " +
            "digits and hyphens, at most 189 characters, such as frankfurt.ai.acme.example.",
        ],
        Findings(Named(Fleets.Eks, domain)));

    [Fact]
    public void Rejects_a_domain_that_leaves_no_room_for_a_name()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));

        Assert.Contains("at most 189 characters", Assert.Single(Findings(Named(Fleets.Eks, domain))), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_a_domain_inside_that_of_another_cluster() => Assert.Equal(
        [
            "CLU147 error clusters[1].ingress.domain: names under \"amsterdam.acme.example\" are names under \"acme.example\" as well, " +
            "which lead to frankfurt. Allowed: a domain of its own, such as westeurope.ai.acme.example.",
        ],
        Findings(Named(Fleets.Eks, "acme.example"), Named(Fleets.Aks, "amsterdam.acme.example")));

    [Fact]
    public void Rejects_names_under_which_nothing_answers() => Assert.Equal(
        [
            "CLU148 error clusters[0].ingress: envoy-gateway is off on this cluster, and nothing answers under its names. Turn it on " +
            "with envoy-gateway: {}, or remove ingress.",
        ],
        Fleets.Findings<IngressDomains>(Fleets.Of(Fleets.Eks with { Ingress = new() { Domain = "acme.example" }, AddOns = [] })));

    [Fact]
    public void Rejects_names_of_a_site_without_addresses_for_load_balancers() => Assert.Equal(
        [
            "CLU148 error clusters[0].ingress: the site has no addresses for load balancers, so its gateway is reached from inside the " +
            "cluster alone. List ranges of its network under network.addressPools, or remove ingress.",
        ],
        Findings(Named(Fleets.OnPrem, "berlin.acme.example")));

    private static ClusterSpec Named(ClusterSpec cluster, string domain) =>
        cluster with { Ingress = new() { Domain = domain }, AddOns = [new EnvoyGateway()] };

    private static IEnumerable<string> Findings(params ClusterSpec[] clusters) => Fleets.Findings<IngressDomains>(Fleets.Of(clusters));
}
