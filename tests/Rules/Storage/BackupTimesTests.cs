using Infra.Rules.Storage;
using Infra.Specification;

namespace Infra.Tests.Rules.Storage;

public class BackupTimesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<BackupTimes>(Fleets.Sound));

    [Fact]
    public void Accepts_a_schedule_on_working_days() =>
        Assert.Empty(Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { Schedule = "*/30 6-20 * * 1-5" } }));

    [Fact]
    public void Rejects_a_schedule_of_four_fields() =>
        Assert.Equal(
            [
                "CLU020 error backup.schedule: \"0 2 * *\" is not a cron expression. Allowed: five fields (minute, hour, day of month, " +
                "month, day of week), such as 0 2 * * *.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { Schedule = "0 2 * *" } }));

    [Fact]
    public void Rejects_a_minute_that_there_is_not() =>
        Assert.Equal(
            [
                "CLU020 error backup.schedule: \"61 2 * * *\" is not a cron expression. Allowed: five fields (minute, hour, day of " +
                "month, month, day of week), such as 0 2 * * *.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { Schedule = "61 2 * * *" } }));

    [Theory]
    [InlineData("0 0 29 2 *")]
    [InlineData("0,30 * * * *")]
    [InlineData("45 23 1 * *")]
    [InlineData("15/30 * * * *")]
    [InlineData("5 0,23 * * *")]
    [InlineData("0,59 0 * * 1")]
    public void Accepts_any_schedule_with_half_an_hour_between_backups(string schedule) =>
        Assert.Empty(Fleets.Findings<BackupTimes>(Fleets.Of(Fleets.Eks) with { Backup = new BackupSpec { Schedule = schedule } }));

    [Theory]
    [InlineData("* * * * *", 1)]
    [InlineData("*/15 * * * *", 15)]
    [InlineData("0,50 * * * *", 10)]
    [InlineData("0,1 0,23 * * *", 1)]
    public void Rejects_backups_that_overtake_each_other(string schedule, int minutes) =>
        Assert.Equal(
            [
                $"CLU020 error backup.schedule: \"{schedule}\" starts backups {minutes} min apart. Allowed: at least 30 min, because a " +
                "backup that begins before the last one is finished is left out.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { Schedule = schedule } }));

    [Fact]
    public void Accepts_tiers_that_are_kept_for_at_most_as_long_as_they_are_locked() =>
        Assert.Empty(Fleets.Findings<BackupTimes>(Fleets.Sound with
        {
            Backup = new BackupSpec
            {
                RetentionDays = 30,
                ImmutableDays = 60,
                Tiers = [new() { Name = "a", Schedule = "0 * * * *" }, new() { Name = "b", Schedule = "0 3 * * 0", RetentionDays = 60 }],
            },
        }));

    [Fact]
    public void Accepts_a_tier_that_is_kept_for_long_where_nothing_is_locked() =>
        Assert.Empty(Fleets.Findings<BackupTimes>(Fleets.Sound with
        {
            Backup = new BackupSpec { ImmutableDays = 0, Tiers = [new() { Name = "a", Schedule = "0 3 1 * *", RetentionDays = 365 }] },
        }));

    [Fact]
    public void Rejects_a_tier_that_outlives_its_lock_never_begins_or_is_kept_for_no_day() =>
        Assert.Equal(
            [
                "CLU020 error backup.tiers[0].retentionDays: retentionDays is 31, but the store locks what is written for 30 days " +
                "(backup.immutableDays). Allowed: 1 to 30; or immutableDays of 31 or more.",
                "CLU020 error backup.tiers[1].schedule: \"0 0 31 2 *\" never starts a backup, because no month has that day. Allowed: " +
                "days that there are.",
                "CLU020 error backup.tiers[1].retentionDays: retentionDays is 0. Allowed: 1 to 3650.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with
            {
                Backup = new BackupSpec
                {
                    Tiers =
                    [
                        new() { Name = "a", Schedule = "0 3 * * *", RetentionDays = 31 },
                        new() { Name = "b", Schedule = "0 0 31 2 *", RetentionDays = 0 },
                    ],
                },
            }));

    [Fact]
    public void Rejects_a_day_that_never_comes() =>
        Assert.Equal(
            [
                "CLU020 error backup.schedule: \"0 0 31 2,4 *\" never starts a backup, because no month has that day. Allowed: days that " +
                "there are.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { Schedule = "0 0 31 2,4 *" } }));

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(90)]
    public void Accepts_no_lock_or_one_as_long_as_a_backup_is_kept(int days) =>
        Assert.Empty(Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { ImmutableDays = days } }));

    [Theory]
    [InlineData(-1)]
    [InlineData(29)]
    [InlineData(3651)]
    public void Rejects_a_lock_that_ends_before_a_backup_does(int days) =>
        Assert.Equal(
            [
                $"CLU020 error backup.immutableDays: immutableDays is {days}. Allowed: 30 (retentionDays) to 3650, so that a backup is " +
                "locked for as long as it is kept; or 0, without a lock.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { ImmutableDays = days } }));

    [Fact]
    public void Rejects_a_retention_of_nothing() =>
        Assert.Equal(
            [
                "CLU020 error backup.retentionDays: retentionDays is 0. Allowed: 1 to 3650.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { RetentionDays = 0, ImmutableDays = 0 } }));

    [Fact]
    public void Rejects_backups_into_a_second_store_too_often() =>
        Assert.Equal(
            [
                "CLU020 error clusters[0].backupCopy.schedule: \"*/5 * * * *\" starts backups 5 min apart. Allowed: at least 30 min, " +
                "because a backup that begins before the last one is finished is left out.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Of(Fleets.OnPrem with
            {
                ObjectStore = Fleets.ObjectStore,
                BackupCopy = Fleets.Copy with { Schedule = "*/5 * * * *" },
            })));
}
