using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Teams;

/// <summary>TEAM011: a team names a tier of backups that is for teams, and each such tier has a team.</summary>
public sealed class TeamBackups : ISpecRule
{
    private const string Code = "TEAM011";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var tiers = platform.Backup.Tiers.Where(tier => tier.Of == BackupScope.Teams).Select(tier => tier.Name).ToList();
        foreach (var team in platform.Teams.Where(team => team.Backup is not null && !tiers.Contains(team.Backup)))
        {
            yield return Finding.Error(
                Code, $"{team.Path}.backup",
                $"\"{team.Backup}\" is not a tier of backups for teams.{Spelling.DidYouMean(team.Backup!, tiers)} " +
                (tiers.Count == 0 ? "Add one with of: teams to ai-platform:backup." : $"Allowed: {Spelling.List(tiers)}."))
                with { ComparedWith = ["backup.tiers"] };
        }

        for (var index = 0; index < platform.Backup.Tiers.Length; index++)
        {
            var tier = platform.Backup.Tiers[index];
            if (tier.Of == BackupScope.Teams && platform.Teams.All(team => team.Backup != tier.Name))
            {
                yield return Finding.Error(
                    Code, $"backup.tiers[{index}]",
                    $"no team has backup: {tier.Name}, so the tier would hold nothing. Name it in a team, or leave it out.")
                    with { ComparedWith = ["teams[*].backup"] };
            }
        }
    }
}
