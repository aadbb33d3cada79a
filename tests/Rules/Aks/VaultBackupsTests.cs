using Infra.Catalogue;
using Infra.Rules.Aks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Aks;

public class VaultBackupsTests
{
    private static readonly AksClusterSpec _vaulted = Fleets.Aks with { BackupVault = new() };

    private static readonly BackupSpec _unsealed = new() { ImmutableDays = 0 };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<VaultBackups>(Fleets.Sound));

    [Theory]
    [InlineData("0 2 * * *", 1)]
    [InlineData("0 */4 * * *", 360)]
    public void Accepts_what_Azure_Backup_does(string schedule, int retention) =>
        Assert.Empty(Found(_vaulted, _unsealed with { Schedule = schedule, RetentionDays = retention }));

    [Fact]
    public void Accepts_a_region_that_another_rule_does_not_know() =>
        Assert.Empty(Found(_vaulted with { Region = "moonbase" }, _unsealed));

    [Fact]
    public void Accepts_anything_where_Velero_backs_up() =>
        Assert.Empty(Found(Fleets.Aks with { Region = "austriaeast" }, new() { Schedule = "0 2 * * 0", RetentionDays = 400 }));

    [Theory]
    [InlineData("austriaeast")]
    [InlineData("belgiumcentral")]
    public void Rejects_a_region_without_it(string region) =>
        Assert.Equal(
            [
                $"CLU132 error clusters[0].backupVault: Azure Backup does not back up clusters in {region}. Remove backupVault: Velero " +
                "backs up in every region.",
            ],
            Found(_vaulted with { Region = region }, _unsealed));

    [Fact]
    public void Knows_only_regions_of_the_catalogue() =>
        Assert.Empty(AzureProfile.BackupRegions.Except(AzureProfile.Profile.ClusterRegions));

    [Fact]
    public void Rejects_a_schedule_that_it_does_not_have() =>
        Assert.Equal(
            [
                "CLU133 error backup.schedule: \"0 2 * * 0\" is no schedule of Azure Backup, which clusters[0].backupVault asks for. " +
                "Allowed: a time of the day, such as 0 2 * * *, or every 4, 6, 8 or 12 hours, such as 0 */6 * * *.",
            ],
            Found(_vaulted, _unsealed with { Schedule = "0 2 * * 0" }));

    [Fact]
    public void Rejects_a_retention_that_is_too_long() =>
        Assert.Equal(
            [
                "CLU134 error backup.retentionDays: retentionDays is 361, but Azure Backup, which clusters[0].backupVault asks for, " +
                "keeps snapshots for 360 days at most. Allowed with backupVault: 1 to 360.",
            ],
            Found(_vaulted, _unsealed with { RetentionDays = 361 }));

    [Fact]
    public void Rejects_with_warnings_what_other_backups_hold_and_these_do_not() =>
        Assert.Equal(
            [
                "CLU135 warning clusters[0].backupVault: backup.immutableDays is 30, but snapshots of Azure Backup are in the " +
                "subscription, where whoever administers it can delete them at any time. Remove backupVault where that must not be: what " +
                "Velero writes is sealed.",
                "CLU135 warning clusters[0].backupVault: backupCopy copies what Velero writes, and Azure Backup writes no copy of a disk " +
                "anywhere else. Remove backupVault where backups must survive the region or the subscription.",
                "CLU135 warning clusters[0].backupVault: Azure Backup leaves out volumes of the class shared. Remove backupVault where " +
                "they need backups: Velero copies them.",
            ],
            Found(
                _vaulted with { BackupCopy = new() { Region = "swedencentral" }, Storage = new StorageSpec { Shared = new() } }, new()));

    [Fact]
    public void Rejects_a_namespace_that_is_none() =>
        Assert.Equal(
            [
                "CLU136 error clusters[0].backupVault.excludedNamespaces: \"Scratch\" is not the name of a namespace. Allowed: at most " +
                "63 lower-case letters, digits and hyphens, beginning and ending with a letter or a digit.",
            ],
            Found(_vaulted with { BackupVault = new() { ExcludedNamespaces = ["scratch", "Scratch"] } }, _unsealed));

    private static string[] Found(AksClusterSpec cluster, BackupSpec backup) =>
        Fleets.Findings<VaultBackups>(Fleets.Of(cluster) with { Backup = backup });
}
