using Infra.Rules.Teams;
using Infra.Specification;

namespace Infra.Tests.Rules.Teams;

public class TeamBackupsTests
{
    private static readonly BackupTierSpec _hourly = new() { Name = "hourly", Of = BackupScope.Teams, Schedule = "0 * * * *" };

    [Fact]
    public void Accepts_a_stack_without_tiers() => Assert.Empty(Of(null));

    [Fact]
    public void Accepts_a_tier_that_a_team_names() => Assert.Empty(
        Of("hourly", _hourly, _hourly with { Name = "gold", Of = BackupScope.Labelled }));

    [Fact]
    public void Rejects_a_tier_where_there_is_none() => Assert.Equal(
        [
            "TEAM011 error teams[0].backup: \"hourly\" is not a tier of backups for teams. Add one with of: teams to ai-platform:backup.",
        ],
        Of("hourly"));

    [Fact]
    public void Rejects_a_tier_that_is_not_there() => Assert.Equal(
        [
            "TEAM011 error teams[0].backup: \"hourli\" is not a tier of backups for teams. Did you mean \"hourly\"? Allowed: hourly.",
            "TEAM011 error backup.tiers[0]: no team has backup: hourly, so the tier would hold nothing. Name it in a team, or leave it " +
            "out.",
        ],
        Of("hourli", _hourly));

    [Fact]
    public void Rejects_a_tier_that_is_of_something_else() => Assert.Equal(
        [
            "TEAM011 error teams[0].backup: \"gold\" is not a tier of backups for teams. Add one with of: teams to ai-platform:backup.",
        ],
        Of("gold", _hourly with { Name = "gold", Of = BackupScope.Platform }));

    [Fact]
    public void Rejects_a_tier_that_no_team_names() => Assert.Equal(
        ["TEAM011 error backup.tiers[1]: no team has backup: daily, so the tier would hold nothing. Name it in a team, or leave it out."],
        Of("hourly", _hourly, _hourly with { Name = "daily" }));

    private static string[] Of(string? backup, params BackupTierSpec[] tiers) => Fleets.Findings<TeamBackups>(
        Fleets.Sound.With(Fleets.Team with { Backup = backup }) with { Backup = new() { Tiers = [.. tiers] } });
}
