using Infra.AddOns.Scaling;
using Infra.Rules.AddOns;

namespace Infra.Tests.Rules.AddOns;

public class ObstaclesTests
{
    [Fact]
    public void Accepts_add_ons_where_they_can_be() =>
        Assert.Empty(Fleets.Findings<Obstacles>(Fleets.Of(Fleets.Eks with { AddOns = [new Keda(), new Karpenter()] })));

    [Fact]
    public void Rejects_an_add_on_where_it_cannot_be() =>
        Assert.Equal(
            ["ADD002 error clusters[0].addOns.karpenter: AKS runs Karpenter itself; remove the add-on here."],
            Fleets.Findings<Obstacles>(Fleets.Of(Fleets.Aks with { AddOns = [new Karpenter()] })));
}
