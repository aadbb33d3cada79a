using System.Collections.Immutable;
using Infra.Rules.Eks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Eks;

public class NodeGroupLabelsTests
{
    // 64 characters.
    private const string LongKey = "placement.research.vision.europe.acme.example/preferred-by-teams";

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<NodeGroupLabels>(Fleets.Sound));

    [Fact]
    public void Accepts_a_key_of_63_characters() =>
        Assert.Empty(Of(Fleets.EksPool with { Labels = Labels(LongKey[..63], "x"), Taints = [new() { Key = LongKey[..63] }] }));

    [Fact]
    public void Accepts_what_Karpenter_takes() => Assert.Empty(Of(Fleets.EksPool with
    {
        Provisioner = Provisioner.Karpenter, Labels = Labels(LongKey, ""), Taints = [new() { Key = LongKey }],
    }));

    [Fact]
    public void Rejects_a_longer_key() => Assert.Equal(
        [
            $"CLU182 error clusters[0].pools[0].labels.{LongKey}: \"{LongKey}\" has 64 characters. Allowed for a managed node group of " +
            "EKS: at most 63, with the domain.",
            $"CLU182 error clusters[0].pools[0].taints[0].key: \"{LongKey}\" has 64 characters. Allowed for a managed node group of " +
            "EKS: at most 63, with the domain.",
        ],
        Of(Fleets.EksPool with { Labels = Labels(LongKey, "x"), Taints = [new() { Key = LongKey }] }));

    [Fact]
    public void Rejects_a_label_without_a_value() => Assert.Equal(
        [
            "CLU182 error clusters[0].pools[0].labels.team: \"team\" has no value, and EKS takes no empty label for a managed node " +
            "group. Allowed: 1 to 63 characters.",
        ],
        Of(Fleets.EksPool with { Labels = Labels("team", "") }));

    private static ImmutableSortedDictionary<string, string> Labels(string key, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(key, value);

    private static string[] Of(EksNodePoolSpec pool) => Fleets.Findings<NodeGroupLabels>(Fleets.Of(Fleets.Eks with { Pools = [pool] }));
}
