using Infra.Facts.Aks;

namespace Infra.Tests.Facts.Aks;

public class AksBackupScheduleTests
{
    [Theory]
    [InlineData("0 2 * * *", 2, 0, 24, "R/2026-01-01T02:00:00+00:00/P1D")]
    [InlineData("5  23 * * *", 23, 5, 24, "R/2026-01-01T23:05:00+00:00/P1D")]
    [InlineData("30 */6 * * *", 0, 30, 6, "R/2026-01-01T00:30:00+00:00/PT6H")]
    [InlineData("0 */4 * * *", 0, 0, 4, "R/2026-01-01T00:00:00+00:00/PT4H")]
    [InlineData("0 13,1 * * *", 1, 0, 12, "R/2026-01-01T01:00:00+00:00/PT12H")]
    [InlineData("0 3,11,19 * * *", 3, 0, 8, "R/2026-01-01T03:00:00+00:00/PT8H")]
    public void Reads_a_time_of_the_day_and_equal_intervals(string cron, int hour, int minute, int every, string interval)
    {
        Assert.Equal(new AksBackupSchedule(hour, minute, every), AksBackupSchedule.Of(cron));
        Assert.Equal(interval, AksBackupSchedule.Of(cron)!.Interval);
    }

    [Theory]
    [InlineData("0 2 * * 0")]
    [InlineData("0 2 1 * *")]
    [InlineData("0 2 * 6 *")]
    [InlineData("0 * * * *")]
    [InlineData("0 */3 * * *")]
    [InlineData("0 */5 * * *")]
    [InlineData("0 */0 * * *")]
    [InlineData("0 1,2 * * *")]
    [InlineData("0 1-5 * * *")]
    [InlineData("*/30 2 * * *")]
    [InlineData("60 2 * * *")]
    [InlineData("0 24 * * *")]
    [InlineData("@daily")]
    [InlineData("")]
    public void Has_no_schedule_for_anything_else(string cron) => Assert.Null(AksBackupSchedule.Of(cron));
}
