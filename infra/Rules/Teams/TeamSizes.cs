using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Teams;

/// <summary>TEAM007: a team has processors and memory, and no number is less than nothing.</summary>
public sealed class TeamSizes : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        from size in new (string Member, int? Value, int Least)[]
        {
            ("cpu", team.Cpu, 1), ("memoryGiB", team.MemoryGiB, 1), ("storageGiB", team.StorageGiB, 0), ("budget", team.Budget, 1),
        }
        where size.Value < size.Least
        select Finding.Error(
            "TEAM007", $"{team.Path}.{size.Member}", $"{size.Member} is {size.Value}. Allowed: at least {size.Least}.");
}
