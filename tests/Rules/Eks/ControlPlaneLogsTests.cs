using Infra.Rules.Eks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Eks;

public class ControlPlaneLogsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ControlPlaneLogs>(Fleets.Sound));

    [Fact]
    public void Accepts_fewer_logs() => Assert.Empty(Logs(EksLog.Audit, EksLog.Authenticator));

    [Fact]
    public void Rejects_a_log_that_is_named_twice() =>
        Assert.Equal(
            ["CLU089 error clusters[0].controlPlaneLogs[2]: controller-manager is listed twice. Keep one."],
            Logs(EksLog.ControllerManager, EksLog.Audit, EksLog.ControllerManager));

    [Fact]
    public void Warns_where_nobody_can_tell_who_did_what() =>
        Assert.Equal(
            [
                "CLU089 warning clusters[0].controlPlaneLogs: audit is missing; without the audit log nobody can find out later who read " +
                "or changed what.",
            ],
            Logs(EksLog.Api));

    private static string[] Logs(params EksLog[] logs) =>
        Fleets.Findings<ControlPlaneLogs>(Fleets.Of(Fleets.Eks with { ControlPlaneLogs = [.. logs] }));
}
