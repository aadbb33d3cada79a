using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The bucket to which Velero writes: versioned, encrypted, TLS only, and immutable for a time; and its copy in another account,
/// where the stack asks for one.</summary>
public sealed class EksBackupStore : ComponentResource
{
    /// <summary>Creates the bucket.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="identities">Its identities, which know its account.</param>
    /// <param name="copies">The provider of the account and region of the copy; absent: there is none.</param>
    /// <param name="options">Options of the component.</param>
    public EksBackupStore(
        EksScope scope, EksKeys keys, EksIdentities identities, Aws.Provider? copies, ComponentResourceOptions options)
        : base("infra:clusters:EksBackupStore", scope.Name("backups"), options)
    {
        var store = new EksBackupBucket(
            scope, "backups", scope.BackupBucket, keys.Backups, identities.Account,
            identities.Account.Apply(account => scope.Guardian(scope.Account, account)), [], new CustomResourceOptions { Parent = this });
        if (scope.Cluster.BackupCopy is { } copy && copies is not null)
        {
            _ = new EksBackupCopy(scope, copy, store, keys, copies, new ComponentResourceOptions { Parent = this });
        }

        RegisterOutputs();
    }
}
