using Infra.Rules.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.OnPrem;

public class SiteCopiesTests
{
    private static OnPremClusterSpec Site => Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore, BackupCopy = Fleets.Copy };

    [Fact]
    public void Accepts_a_sound_fleet_and_a_site_with_one_store() => Assert.Empty(Fleets.Findings<SiteCopies>(
        Fleets.Of(Fleets.Eks, Fleets.Aks, Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore })));

    [Fact]
    public void Accepts_a_site_with_two_stores_and_two_times() => Assert.Empty(Fleets.Findings<SiteCopies>(Fleets.Of(Site)));

    [Fact]
    public void Rejects_a_second_store_without_a_first() => Assert.Equal(
        [
            "CLU222 error clusters[0].backupCopy: backupCopy is a second store, but objectStore is not set. Describe the first store " +
            "under objectStore, or remove backupCopy.",
        ],
        Fleets.Findings<SiteCopies>(Fleets.Of(Site with { ObjectStore = null })));

    [Fact]
    public void Rejects_a_second_store_that_nothing_writes_to() => Assert.Equal(
        [
            "CLU222 error clusters[0].backupCopy: velero is off on this cluster, and nothing else writes into a second store. Turn " +
            "velero on with velero: {}, or remove backupCopy.",
        ],
        Fleets.Findings<SiteCopies>(Fleets.Of(Site with { RemovedAddOns = ["velero"] })));

    [Fact]
    public void Rejects_two_backups_of_everything_at_one_time() => Assert.Equal(
        [
            "CLU222 error clusters[0].backupCopy.schedule: \"0 2  * * *\" is backup.schedule as well, and Velero makes one backup at a " +
            "time. Give backupCopy.schedule other times; twelve hours later halves what can be lost.",
        ],
        Fleets.Findings<SiteCopies>(Fleets.Of(Site with { BackupCopy = Fleets.Copy with { Schedule = "0 2  * * *" } }) with
        {
            Backup = new BackupSpec { Schedule = "0 2 * * *" },
        }));
}
