using Infra.Rules.Networks;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Networks;

public class IngressZonesTests
{
    private const string Own = "00000000-0000-4000-8000-000000000001", Other = "00000000-0000-4000-8000-000000000002";

    private static string Zone(string subscription, string name, string type = "dnsZones") =>
        $"/subscriptions/{subscription}/resourceGroups/hub/providers/Microsoft.Network/{type}/{name}";

    [Fact]
    public void Accepts_a_zone_of_the_cluster() => Assert.Empty(Findings(
        Named(Fleets.Eks, "frankfurt.acme.example", "Z0123456789ABCDEFGHIJ"),
        Named(Fleets.Aks, "amsterdam.acme.example", Zone(Own, "amsterdam.acme.example")),
        Named(Fleets.Aks, "private.acme.example", Zone(Own, "private.acme.example", "privateDnsZones"))));

    [Theory]
    [InlineData("acme.example")]
    [InlineData("/hostedzone/Z0123456789ABCDEFGHIJ")]
    public void Rejects_what_is_no_hosted_zone(string zone) => Assert.Equal(
        [
            $"CLU149 error clusters[0].ingress.zone: \"{zone}\" is not a zone that the cluster can write to. Allowed: the id of a hosted " +
            "zone of Route 53, such as Z0123456789ABCDEFGHIJ.",
        ],
        Findings(Named(Fleets.Eks, "acme.example", zone)));

    [Fact]
    public void Rejects_what_is_no_zone_of_Azure() => Assert.Equal(
        [
            "CLU149 error clusters[0].ingress.zone: \"acme.example\" is not a zone that the cluster can write to. Allowed: the id of a " +
            "zone: /subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/dnsZones/<domain>, or privateDnsZones.",
        ],
        Findings(Named(Fleets.Aks, "acme.example", "acme.example")));

    [Fact]
    public void Rejects_a_zone_of_another_domain() => Assert.Equal(
        [
            "CLU149 error clusters[0].ingress.zone: the zone is \"acme.example\", which is not the domain \"amsterdam.acme.example\" of " +
            "the cluster. Allowed: a zone of that name.",
        ],
        Findings(Named(Fleets.Aks, "amsterdam.acme.example", Zone(Own, "acme.example"))));

    [Fact]
    public void Rejects_a_zone_of_another_tenant() => Assert.Equal(
        [
            "CLU149 error clusters[0].ingress.zone: the zone is in the tenant 00000000-0000-4000-8000-0000000000b2, where no identity of " +
            "the cluster's tenant 00000000-0000-4000-8000-0000000000b1 can be given a role. Allowed: a zone in a subscription of the " +
            "same tenant.",
        ],
        Fleets.Findings<IngressZones>(
            Fleets.Of(Named(Fleets.Aks with { Subscription = Own }, "acme.example", Zone(Other, "acme.example"))) with
            {
                Accounts =
                [
                    new AzureSubscriptionSpec { Id = Own, Tenant = "00000000-0000-4000-8000-0000000000b1" },
                    new AzureSubscriptionSpec { Id = Other, Tenant = "00000000-0000-4000-8000-0000000000b2" },
                ],
            }));

    [Fact]
    public void Rejects_a_zone_of_a_cluster_that_does_not_reach_the_internet() => Assert.Equal(
        [
            "CLU149 error clusters[0].ingress.zone: the cluster does not reach the internet, where alone the service of its zone can be " +
            "called. Remove zone, and point a record of *.acme.example at its gateway.",
        ],
        Findings(Named(
            Fleets.Eks with { Network = Fleets.Eks.Network with { Egress = EksEgress.Isolated } }, "acme.example",
            "Z0123456789ABCDEFGHIJ")));

    [Fact]
    public void Rejects_a_zone_at_a_site() => Assert.Equal(
        [
            "CLU149 error clusters[0].ingress.zone: no cloud has an identity for this cluster with which it could write records without " +
            "a stored key. Remove zone, and point a record of *.acme.example at its gateway.",
        ],
        Findings(Named(Fleets.OnPrem, "acme.example", "Z0123456789ABCDEFGHIJ")));

    private static ClusterSpec Named(ClusterSpec cluster, string domain, string zone) =>
        cluster with { Ingress = new() { Domain = domain, Zone = zone } };

    private static IEnumerable<string> Findings(params ClusterSpec[] clusters) => Fleets.Findings<IngressZones>(Fleets.Of(clusters));
}
