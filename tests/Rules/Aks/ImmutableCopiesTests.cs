using Infra.Rules.Aks;
using Infra.Specification;

namespace Infra.Tests.Rules.Aks;

public class ImmutableCopiesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<ImmutableCopies>(Fleets.Sound));

    [Fact]
    public void Accepts_a_year() =>
        Assert.Empty(Fleets.Findings<ImmutableCopies>(Fleets.Sound with { Backup = Immutable(365) }));

    [Fact]
    public void Accepts_more_than_a_year_where_nothing_is_in_Azure() =>
        Assert.Empty(Fleets.Findings<ImmutableCopies>(Fleets.Of(Fleets.Eks) with { Backup = Immutable(400) }));

    [Fact]
    public void Accepts_what_another_rule_compares_with_the_retention() =>
        Assert.Empty(Fleets.Findings<ImmutableCopies>(
            Fleets.Sound with { Backup = new BackupSpec { RetentionDays = 500, ImmutableDays = 400 } }));

    [Fact]
    public void Rejects_more_than_a_year_once_for_all_clusters() => Assert.Equal(
        [
            "CLU130 error backup.immutableDays: immutableDays is 366, but Azure keeps a deleted blob of clusters[0] (westeurope) for 365 " +
            "days at most. Allowed with AKS: 30 (retentionDays) to 365, or 0.",
        ],
        Fleets.Findings<ImmutableCopies>(Fleets.Of(Fleets.Aks, Fleets.Aks with { Name = "north" }) with { Backup = Immutable(366) }));

    [Fact]
    public void Rejects_a_lock_as_long_as_a_retention_that_Azure_does_not_reach() => Assert.Equal(
        [
            "CLU130 error backup.immutableDays: immutableDays is 500, but Azure keeps a deleted blob of clusters[0] (westeurope) for 365 " +
            "days at most. Allowed with AKS: 0, or at most 365 for retentionDays as well.",
        ],
        Fleets.Findings<ImmutableCopies>(
            Fleets.Of(Fleets.Aks) with { Backup = new BackupSpec { RetentionDays = 400, ImmutableDays = 500 } }));

    private static BackupSpec Immutable(int days) => new() { RetentionDays = 30, ImmutableDays = days };
}
