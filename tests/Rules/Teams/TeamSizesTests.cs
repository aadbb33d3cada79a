using Infra.Rules.Teams;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class TeamSizesTests
{
    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<TeamSizes>(Fleets.Sound));

    [Fact]
    public void Accepts_the_least() => Assert.Empty(Of(
        Fleets.Team with { Cpu = 1, MemoryGiB = 1, StorageGiB = 0, Budget = null }, Fleets.Team with { Budget = 1 }));

    [Fact]
    public void Rejects_less() => Assert.Equal(
        [
            "TEAM007 error teams[0].cpu: cpu is 0. Allowed: at least 1.",
            "TEAM007 error teams[0].memoryGiB: memoryGiB is -1. Allowed: at least 1.",
            "TEAM007 error teams[0].storageGiB: storageGiB is -500. Allowed: at least 0.",
            "TEAM007 error teams[0].budget: budget is 0. Allowed: at least 1.",
        ],
        Of(Fleets.Team with { Cpu = 0, MemoryGiB = -1, StorageGiB = -500, Budget = 0 }));

    private static string[] Of(params TeamSpec[] teams) => Fleets.Findings<TeamSizes>(Fleets.Sound.With(teams));
}
