using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Rules.Delivery;

namespace Infra.Tests.Rules.Delivery;

public class DispatchedKindsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<DispatchedKinds>(Fleets.Sound));

    [Fact]
    public void Accepts_a_member_with_more_kinds_than_the_hub() =>
        Assert.Empty(Of([new JobSet()], [new JobSet(), new LeaderWorkerSet(), new KubeRay()]));

    [Fact]
    public void Accepts_a_member_with_fewer_kinds_to_which_nothing_is_dispatched() => Assert.Empty(Fleets.Findings<DispatchedKinds>(
        Fleets.Of(Fleets.Eks with { AddOns = [new Kueue(), new JobSet()] }, Fleets.OnPrem with { AddOns = [new Kueue()] })));

    [Fact]
    public void Rejects_a_member_that_lacks_a_kind_of_the_hub() => Assert.Equal(
        [
            "ADD117 error clusters[1].addOns: frankfurt dispatches work here and has jobset, which is off on this cluster, so its Kueue " +
            "would not connect. Turn jobset on with jobset: {}, or off on frankfurt with jobset: null.",
            "ADD117 error clusters[1].addOns: frankfurt dispatches work here and has kuberay-operator, which is off on this cluster, so " +
            "its Kueue would not connect. Turn kuberay-operator on with kuberay-operator: {}, or off on frankfurt with " +
            "kuberay-operator: null.",
        ],
        Of([new JobSet(), new LeaderWorkerSet(), new KubeRay()], [new LeaderWorkerSet()]));

    private static string[] Of(AddOn[] hub, AddOn[] member) => Fleets.Findings<DispatchedKinds>(Fleets.Of(
        Fleets.Eks with { AddOns = [new Kueue { DispatchTo = ["berlin"] }, .. hub] },
        Fleets.OnPrem with { AddOns = [new Kueue(), .. member] }));
}
