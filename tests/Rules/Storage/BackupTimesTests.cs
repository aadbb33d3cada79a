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

    [Fact]
    public void Rejects_backups_immutable_after_they_expire() =>
        Assert.Equal(
            [
                "CLU020 error backup.immutableDays: immutableDays is 31. Allowed: 0 to 30 (retentionDays).",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { ImmutableDays = 31 } }));

    [Fact]
    public void Rejects_a_retention_of_nothing() =>
        Assert.Equal(
            [
                "CLU020 error backup.retentionDays: retentionDays is 0. Allowed: 1 to 3650.",
            ],
            Fleets.Findings<BackupTimes>(Fleets.Sound with { Backup = new BackupSpec { RetentionDays = 0, ImmutableDays = 0 } }));
}
