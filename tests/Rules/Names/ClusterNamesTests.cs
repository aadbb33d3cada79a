using Infra.Rules.Names;

namespace Infra.Tests.Rules.Names;

public class ClusterNamesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ClusterNames>(Fleets.Sound));

    [Fact]
    public void Rejects_a_name_that_is_no_label() =>
        Assert.Equal(
            [
                "CLU002 error clusters[0].name: \"Frankfurt_1\" is not a valid name. Allowed: at most 20 lower-case letters, digits and " +
                "hyphens, starting with a letter and not ending with a hyphen.",
            ],
            Fleets.Findings<ClusterNames>(Fleets.Of(Fleets.Eks with { Name = "Frankfurt_1" })));

    [Fact]
    public void Rejects_a_name_that_is_taken() =>
        Assert.Equal(
            [
                "CLU002 error clusters[1].name: \"frankfurt\" is also the name of clusters[0]. Cluster names must be unique.",
            ],
            Fleets.Findings<ClusterNames>(Fleets.Of(Fleets.Eks, Fleets.Aks with { Name = "frankfurt" })));
}
