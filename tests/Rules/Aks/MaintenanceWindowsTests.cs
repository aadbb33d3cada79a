using Infra.Rules.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Aks;

public class MaintenanceWindowsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MaintenanceWindows>(Fleets.Sound));

    [Fact]
    public void Rejects_an_hour_that_there_is_not_and_a_window_too_short() =>
        Assert.Equal(
            [
                "CLU033 error clusters[0].maintenance.startHour: startHour is 24. Allowed: 0 to 23, in UTC.",
                "CLU033 error clusters[0].maintenance.durationHours: durationHours is 2. Allowed: 4 to 24.",
            ],
            Fleets.Findings<MaintenanceWindows>(
                Fleets.Of(Fleets.Aks with { Maintenance = new MaintenanceWindowSpec { StartHour = 24, DurationHours = 2 } })));
}
