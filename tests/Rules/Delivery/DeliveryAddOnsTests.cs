using Infra.AddOns.Delivery;
using Infra.Rules.Delivery;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.Delivery;

public class DeliveryAddOnsTests
{
    private static EksClusterSpec Hub => Fleets.Eks with { Role = ClusterRole.Hub, AddOns = [new ArgoCd()] };

    private static AksClusterSpec Member => Fleets.Aks with { AddOns = [new ArgoCdCore()], Delivery = DeliveryWay.Pull };

    [Fact]
    public void Accepts_a_hub_with_Argo_CD_and_a_member_with_its_core() => Assert.Empty(Of(Hub, Member));

    [Fact]
    public void Accepts_a_hub_without_Argo_CD_where_nothing_is_delivered() =>
        Assert.Empty(Fleets.Findings<DeliveryAddOns>(Fleets.Of(Hub with { AddOns = [] })));

    [Fact]
    public void Rejects_a_hub_without_Argo_CD() => Assert.Equal(
        [
            "ADD107 error clusters[0].addOns: ai-platform:gitOps is given, but argo-cd is off on the hub, so nothing is delivered. Turn " +
            "it on with argo-cd: {}, or remove gitOps.",
        ],
        Of(Hub with { AddOns = [] }, Member));

    [Fact]
    public void Rejects_a_member_that_pulls_with_nothing() => Assert.Equal(
        [
            "ADD107 error clusters[1].addOns: the cluster pulls its workloads, but argo-cd-core is off on it. Turn it on with " +
            "argo-cd-core: {}.",
        ],
        Of(Hub, Member with { AddOns = [] }));

    [Fact]
    public void Rejects_a_core_on_a_member_that_does_not_pull() => Assert.Equal(
        [
            "ADD107 error clusters[1].addOns.argo-cd-core: the cluster does not pull its workloads: it would deliver nothing. Set " +
            "delivery to pull, or remove the add-on here.",
        ],
        Of(Hub, Member with { Delivery = DeliveryWay.Push }));

    private static string[] Of(params ClusterSpec[] clusters) =>
        Fleets.Findings<DeliveryAddOns>(Fleets.Of(clusters) with { GitOps = new() { Repository = "https://git.acme.example/fleet" } });
}
