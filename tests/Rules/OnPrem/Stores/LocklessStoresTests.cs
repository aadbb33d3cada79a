using Infra.Rules.OnPrem.Stores;
using Infra.Specification;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.OnPrem.Stores;

public class LocklessStoresTests
{
    [Fact]
    public void Accepts_clouds_and_stores_that_lock() => Assert.Empty(Fleets.Findings<LocklessStores>(
        Fleets.Of(Fleets.Eks, Fleets.Aks, Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore })));

    [Fact]
    public void Accepts_a_store_without_a_lock_where_the_stack_asks_for_none() => Assert.Empty(Fleets.Findings<LocklessStores>(
        Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Lock = ObjectLock.None } }) with
        {
            Backup = new BackupSpec { ImmutableDays = 0 },
        }));

    [Fact]
    public void Rejects_silence_about_backups_that_anybody_can_delete() => Assert.Equal(
        [
            "CLU221 warning clusters[0].objectStore.lock: lock is none, so backup.immutableDays (30) binds nobody here: whoever has the " +
            "login of the store can delete every backup. Allowed: compliance or governance, for a bucket with versioning and object lock.",
        ],
        Fleets.Findings<LocklessStores>(
            Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore with { Lock = ObjectLock.None } })));

    [Fact]
    public void Rejects_silence_about_a_copy_that_anybody_can_delete_and_asks_for_no_copy() => Assert.StartsWith(
        "CLU221 warning clusters[0].backupCopy.lock: lock is none, ",
        Assert.Single(Fleets.Findings<LocklessStores>(Fleets.Of(Fleets.OnPrem with
        {
            ObjectStore = Fleets.ObjectStore,
            BackupCopy = Fleets.Copy with { Lock = ObjectLock.None },
        }))), StringComparison.Ordinal);
}
