using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class CopiesInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<CopiesInside>(Fleets.Sound));

    [Fact]
    public void Accepts_a_copy_inside_the_borders() =>
        Assert.Empty(Copied("eu-west-1"));

    [Fact]
    public void Rejects_a_copy_outside_the_borders() =>
        Assert.Equal(
            [
                "SOV100 error clusters[0].backupCopy.region: \"us-east-1\" is in US; this platform allows eu. Allowed AWS regions: " +
                "eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3.",
            ],
            Copied("us-east-1"));

    private static string[] Copied(string region) => Fleets.Findings<CopiesInside>(
        Fleets.Of(Fleets.Eks with { BackupCopy = new() { Account = "444455556666", Region = region } }));
}
