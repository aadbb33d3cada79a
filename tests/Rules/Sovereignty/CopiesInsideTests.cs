using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class CopiesInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<CopiesInside>(Fleets.Sound));

    [Fact]
    public void Accepts_copies_inside_the_borders()
    {
        Assert.Empty(CopiedByS3("eu-west-1"));
        Assert.Empty(CopiedByAzure("swedencentral"));
    }

    [Fact]
    public void Rejects_a_copy_outside_the_borders() =>
        Assert.Equal(
            [
                "SOV100 error clusters[0].backupCopy.region: \"us-east-1\" is in US; this platform allows eu. Allowed AWS regions: " +
                "eu-central-1, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3.",
            ],
            CopiedByS3("us-east-1"));

    [Fact]
    public void Rejects_a_copy_in_Azure_outside_the_borders_and_allows_no_copy_beside_the_first() =>
        Assert.Equal(
            [
                "SOV100 error clusters[0].backupCopy.region: \"norwayeast\" is in NO; this platform allows eu. Allowed Azure regions: " +
                "austriaeast, belgiumcentral, francecentral, germanywestcentral, italynorth, northeurope, polandcentral, " +
                "spaincentral, swedencentral.",
            ],
            CopiedByAzure("norwayeast"));

    [Fact]
    public void Allows_the_region_of_the_cluster_in_another_subscription() =>
        Assert.EndsWith(
            " spaincentral, swedencentral, westeurope.",
            Assert.Single(CopiedByAzure("norwayeast", "00000000-0000-4000-8000-000000000002")), StringComparison.Ordinal);

    [Fact]
    public void Accepts_what_cannot_be_compared_yet_since_another_rule_tells_of_the_border() =>
        Assert.Empty(Fleets.Findings<CopiesInside>(
            Fleets.Of(Fleets.Aks with { BackupCopy = new() { Region = "eastus" } }) with
            {
                Sovereignty = Fleets.Sovereignty with { Locations = ["europe"] },
            }));

    private static string[] CopiedByS3(string region) => Fleets.Findings<CopiesInside>(
        Fleets.Of(Fleets.Eks with { BackupCopy = new() { Account = "444455556666", Region = region } }));

    private static string[] CopiedByAzure(string region, string? subscription = null) => Fleets.Findings<CopiesInside>(
        Fleets.Of(Fleets.Aks with { BackupCopy = new() { Subscription = subscription, Region = region } }));
}
