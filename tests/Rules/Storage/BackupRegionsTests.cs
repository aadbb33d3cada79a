using Infra.Rules.Storage;
using Infra.Specification;

namespace Infra.Tests.Rules.Storage;

public class BackupRegionsTests
{
    private const string Allowed =
        "austriaeast, belgiumcentral, francecentral, germanywestcentral, italynorth, northeurope, polandcentral, spaincentral, " +
        "swedencentral";

    [Fact]
    public void Accepts_a_cluster_that_names_none() => Assert.Empty(Fleets.Findings<BackupRegions>(Fleets.Sound));

    [Fact]
    public void Accepts_another_region() => Assert.Empty(Found("swedencentral"));

    // The borders are another rule's.
    [Fact]
    public void Accepts_a_region_outside_the_borders() => Assert.Empty(Found("eastus"));

    [Fact]
    public void Accepts_any_cloud_where_the_region_of_the_cluster_is_unknown() => Assert.Empty(
        Fleets.Findings<BackupRegions>(Fleets.Of(Fleets.Aks with { Region = "moonbase", BackupRegion = "usgovvirginia" })));

    [Fact]
    public void Rejects_a_region_that_is_not_in_the_catalogue() => Assert.Equal(
        [
            "CLU131 error clusters[0].backupRegion: \"swedencentrall\" is not an Azure region in the catalogue. Did you mean " +
            $"\"swedencentral\"? Allowed: {Allowed}.",
        ],
        Found("swedencentrall"));

    [Fact]
    public void Rejects_the_region_of_the_cluster() => Assert.Equal(
        [
            "CLU131 error clusters[0].backupRegion: \"westeurope\" is the cluster's own region, where the copy is anyway. Allowed: " +
            $"{Allowed}; or remove backupRegion.",
        ],
        Found("westeurope"));

    [Fact]
    public void Rejects_a_region_of_another_cloud() => Assert.Equal(
        [
            "CLU131 error clusters[0].backupRegion: \"usgovvirginia\" is in the cloud \"usgovernment\", and \"westeurope\" is not: " +
            $"nothing is copied from one cloud to another. Allowed: {Allowed}.",
        ],
        Found("usgovvirginia"));

    [Fact]
    public void Rejects_a_region_for_a_copy_that_there_is_not() => Assert.Equal(
        [
            "CLU131 error clusters[0].backupRegion: \"swedencentral\" would hold the immutable copy, but backup.immutableDays is 0, so " +
            "there is none. Allowed: immutableDays of 30 (retentionDays) or more; or remove backupRegion.",
        ],
        Fleets.Findings<BackupRegions>(
            Fleets.Of(Fleets.Aks with { BackupRegion = "swedencentral" }) with { Backup = new BackupSpec { ImmutableDays = 0 } }));

    private static IEnumerable<string> Found(string region) =>
        Fleets.Findings<BackupRegions>(Fleets.Of(Fleets.Aks with { BackupRegion = region }));
}
