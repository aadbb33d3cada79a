using Infra.Rules.Aks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Aks;

public class RestoreNeedsVeleroTests
{
    private static readonly AksClusterSpec _restoring = Fleets.Aks with
    {
        RestoreFrom = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/acme-prod-north-replica/providers/" +
            "Microsoft.Storage/storageAccounts/acmeprodnorthrepl1234abcd",
    };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<RestoreNeedsVelero>(Fleets.Sound));

    [Fact]
    public void Accepts_a_cluster_with_Velero() => Assert.Empty(Fleets.Findings<RestoreNeedsVelero>(Fleets.Of(_restoring)));

    [Fact]
    public void Accepts_a_cluster_without_Velero_that_restores_nothing() =>
        Assert.Empty(Fleets.Findings<RestoreNeedsVelero>(Fleets.Of(Fleets.Aks with { RemovedAddOns = ["velero"] })));

    [Fact]
    public void Rejects_a_cluster_with_Azure_Backup_that_restores() => Assert.Equal(
        [
            "CLU201 error clusters[0].restoreFrom: velero is off on this cluster, and nothing else reads backups. Remove backupVault, or " +
            "remove restoreFrom.",
        ],
        Fleets.Findings<RestoreNeedsVelero>(Fleets.Of(_restoring with { BackupVault = new() })));

    [Fact]
    public void Rejects_a_cluster_without_Velero_that_restores() => Assert.Equal(
        [
            "CLU201 error clusters[0].restoreFrom: velero is off on this cluster, and nothing else reads backups. Turn velero on with " +
            "velero: {}, or remove restoreFrom.",
        ],
        Fleets.Findings<RestoreNeedsVelero>(Fleets.Of(_restoring with { RemovedAddOns = ["velero"] })));
}
