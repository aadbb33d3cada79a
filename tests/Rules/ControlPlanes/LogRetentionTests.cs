using Infra.Rules.ControlPlanes;

namespace Infra.Tests.Rules.ControlPlanes;

public class LogRetentionTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(730)]
    public void Accepts_what_a_workspace_keeps_at_least_and_at_most(int days) =>
        Assert.Empty(Fleets.Findings<LogRetention>(Fleets.Of(Fleets.Aks with { LogRetentionDays = days })));

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<LogRetention>(Fleets.Sound));

    [Fact]
    public void Rejects_days_that_CloudWatch_does_not_offer() =>
        Assert.Equal(
            [
                "CLU021 error clusters[0].logRetentionDays: logRetentionDays is 100. Allowed by CloudWatch Logs: 1, 3, 5, 7, 14, 30, 60, " +
                "90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
            ],
            Fleets.Findings<LogRetention>(Fleets.Of(Fleets.Eks with { LogRetentionDays = 100 })));

    [Fact]
    public void Rejects_days_beyond_Log_Analytics() =>
        Assert.Equal(
            [
                "CLU021 error clusters[0].logRetentionDays: logRetentionDays is 7. Allowed by a Log Analytics workspace: 30 to 730.",
            ],
            Fleets.Findings<LogRetention>(Fleets.Of(Fleets.Aks with { LogRetentionDays = 7 })));
}
