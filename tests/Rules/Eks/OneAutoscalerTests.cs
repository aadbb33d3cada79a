using System.Collections.Immutable;
using Infra.Rules.Eks;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Eks;

public class OneAutoscalerTests
{
    private static readonly EksNodePoolSpec _burst =
        Fleets.EksPool with { Name = "burst", Provisioner = Provisioner.Karpenter };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<OneAutoscaler>(Fleets.Sound));

    [Fact]
    public void Accepts_pools_that_a_pod_can_tell_apart() => Assert.All(
        (EksNodePoolSpec[])
        [
            _burst with { Machine = "g6.12xlarge" },
            _burst with { Machine = "m7i.2xlarge" },
            _burst with { Taints = [new() { Key = "team", Value = "research" }] },
            _burst with { Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "research") },
            _burst with { Provisioner = Provisioner.Managed },
        ],
        pool => Assert.Empty(Of(Fleets.EksPool, pool)));

    [Fact]
    public void Accepts_shared_GPUs_beside_whole_ones_which_have_another_name() => Assert.Empty(
        Of(Fleets.EksPool with { Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } } }, _burst));

    [Fact]
    public void Accepts_two_pools_of_Karpenter() => Assert.Empty(Of(_burst with { Name = "other" }, _burst));

    [Fact]
    public void Rejects_the_same_GPUs_with_the_same_taints() => Assert.Equal(
        [
            "CLU112 error clusters[0].pools[1].provisioner: Karpenter and the cluster autoscaler would both start a node for the same " +
            "pod: this pool and \"inference\", which is managed, have the same GPUs, taints and labels. Allowed: managed, or a taint or " +
            "a label that only one of them has.",
        ],
        Of(Fleets.EksPool, _burst with { Machine = "g6e.48xlarge" }));

    [Fact]
    public void Rejects_two_pools_without_GPUs_in_whatever_order_their_taints_are()
    {
        TaintSpec[] taints = [new() { Key = "team", Value = "research" }, new() { Key = "batch", Effect = TaintEffect.NoExecute }];
        var managed = Fleets.EksPool with { Name = "general", Machine = "m7i.2xlarge", Taints = [.. taints] };

        Assert.Equal(
            [
                "CLU112 error clusters[0].pools[1].provisioner: Karpenter and the cluster autoscaler would both start a node for the " +
                "same pod: this pool and \"general\", which is managed, have the same GPUs, taints and labels. Allowed: managed, or a " +
                "taint or a label that only one of them has.",
            ],
            Of(managed, _burst with { Machine = "c7i.4xlarge", Taints = [taints[1], taints[0]] }));
    }

    private static IEnumerable<string> Of(params EksNodePoolSpec[] pools) =>
        Fleets.Findings<OneAutoscaler>(Fleets.Of(Fleets.Eks with { Pools = [.. pools] }));
}
