using System.Text.Json.Nodes;
using Infra.Facts.Eks;
using Infra.Specification.Backups;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>What the replication of backups to another account may do, and what lets it in there. Pure
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html).</summary>
internal static class EksReplicationPolicies
{
    private static readonly string[] _write = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"];

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html; data keys are for bucket keys.
    private static readonly string[] _encrypt = ["kms:Encrypt", "kms:GenerateDataKey"];

    /// <summary>S3 alone replicates, and only from this bucket.</summary>
    internal static string Trust(EksScope scope) => IamPolicy.Document(IamPolicy.AllowPrincipal(
        "Assume", IamPolicy.Service(scope.Partition.ServicePrincipal("s3")), ["sts:AssumeRole"], [],
        IamPolicy.If("StringEquals", ("aws:SourceAccount", scope.Cluster.Account!), ("aws:SourceArn", Store(scope)))));

    /// <summary>What the role of the replication may do.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="copy">Where the copy is.</param>
    /// <param name="from">ARN of the key of the backups; empty where AWS manages the keys.</param>
    /// <param name="to">ARN of the key of the copy; empty where AWS manages the keys.</param>
    internal static IEnumerable<JsonObject> Role(EksScope scope, EksBackupCopySpec copy, string from, string to)
    {
        yield return IamPolicy.Allow("Store", ["s3:GetReplicationConfiguration", "s3:ListBucket"], [Store(scope)]);
        // With the retention of a lock, which the copy of an object keeps
        // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html, replication).
        yield return IamPolicy.Allow("Objects",
            [
                "s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging", "s3:GetObjectRetention",
                "s3:GetObjectLegalHold",
            ], [$"{Store(scope)}/*"]);
        yield return IamPolicy.Allow("Copies", _write, [$"{Copy(scope, copy)}/*"]);
        if (from.Length > 0)
        {
            yield return IamPolicy.Allow("Decrypt", ["kms:Decrypt"], [from], Through(scope, scope.Cluster.Region));
            yield return IamPolicy.Allow("Encrypt", _encrypt, [to], Through(scope, copy.Region));
        }
    }

    /// <summary>What the bucket of the copy allows: to the role of the replication, by name, so that a role that is created anew gets in as
    /// well.</summary>
    internal static IEnumerable<JsonObject> Bucket(EksScope scope, EksBackupCopySpec copy)
    {
        yield return IamPolicy.AllowPrincipal("Copies", Account(scope), _write, [$"{Copy(scope, copy)}/*"], OfRole(scope));
        yield return IamPolicy.AllowPrincipal(
            "Copy", Account(scope), ["s3:GetBucketVersioning", "s3:ListBucket"], [Copy(scope, copy)], OfRole(scope));
    }

    /// <summary>The policy of the key of the copy.</summary>
    internal static IEnumerable<JsonObject> Key(EksScope scope, EksBackupCopySpec copy, string guardian)
    {
        yield return EksKeyPolicies.Administration(scope, copy.Account);
        if (scope.LocksBackups)
        {
            yield return EksKeyPolicies.KeepKey(guardian);
        }

        yield return IamPolicy.AllowPrincipal(
            "Copies", Account(scope), _encrypt, ["*"], IamPolicy.All(OfRole(scope), Through(scope, copy.Region)));
    }

    private static string Store(EksScope scope) => scope.Partition.Arn("s3", "", "", scope.BackupBucket);

    private static string Copy(EksScope scope, EksBackupCopySpec copy) => scope.Partition.Arn("s3", "", "", scope.BackupCopyBucket(copy));

    private static JsonObject Account(EksScope scope) => new() { ["AWS"] = scope.Partition.AccountRoot(scope.Cluster.Account!) };

    private static JsonObject OfRole(EksScope scope) => IamPolicy.If(
        "ArnEquals",
        ("aws:PrincipalArn", scope.Partition.Arn("iam", "", scope.Cluster.Account!, $"role/{scope.BackupCopyRole}")));

    private static JsonObject Through(EksScope scope, string region) =>
        IamPolicy.If("StringEquals", ("kms:ViaService", IamPolicy.List(scope.Partition.ViaService("s3", region))));
}
