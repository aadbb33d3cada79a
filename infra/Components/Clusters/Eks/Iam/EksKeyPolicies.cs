using System.Text.Json.Nodes;
using Infra.Facts.Eks;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>The statements of key policies. Pure.</summary>
internal static class EksKeyPolicies
{
    private static readonly string[] _use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

    /// <summary>The account's IAM policies decide who administers and uses the key; without this statement nobody could ever change
    /// it.</summary>
    internal static JsonObject Administration(EksScope scope, string account) => IamPolicy.AllowPrincipal(
        "Administration", new JsonObject { ["AWS"] = scope.Partition.AccountRoot(account) }, ["kms:*"], ["*"]);

    /// <summary>Nobody but one principal may delete the key, disable it, or change who may: not the root user either, nor whoever
    /// administers the account, unless it is that principal. An alias is no obstacle: what was written names the key itself.</summary>
    internal static JsonObject KeepKey(string guardian) => IamPolicy.DenyPrincipal(
        "Keep", ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"], ["*"],
        IamPolicy.If("ArnNotEquals", ("aws:PrincipalArn", guardian)));

    /// <summary>Nobody but one principal may delete a version of an object, change what decides how long it stays, or turn off the record
    /// of who used it. It covers what a lock no longer does: Kopia writes a block once, and later backups refer to it for as long as it is
    /// the same, long after its lock has ended (kopia/kopia#1067); and Velero cannot have Kopia extend locks
    /// (velero-io/velero#8726).</summary>
    internal static JsonObject KeepBucket(string bucket, string guardian) => IamPolicy.DenyPrincipal(
        "Keep",
        [
            "s3:DeleteBucketPolicy", "s3:DeleteObjectVersion", "s3:PutBucketLogging", "s3:PutBucketObjectLockConfiguration",
            "s3:PutBucketPolicy", "s3:PutLifecycleConfiguration",
        ],
        [bucket, $"{bucket}/*"], IamPolicy.If("ArnNotEquals", ("aws:PrincipalArn", guardian)));

    /// <summary>The policy of the bucket with the record of a bucket's use: S3 writes for that bucket alone
    /// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general);
    /// and where backups are locked, nobody else does, and nobody but one principal removes what was written.</summary>
    internal static IEnumerable<JsonObject> AccessLog(EksScope scope, string record, string bucket, string account, string guardian)
    {
        yield return IamPolicy.DenyPlainText("s3:*", record, $"{record}/*");
        if (scope.LocksBackups)
        {
            yield return IamPolicy.DenyPrincipal(
                "Keep", ["s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:PutBucketPolicy"], [record, $"{record}/*"],
                IamPolicy.If("ArnNotEquals", ("aws:PrincipalArn", guardian)));
            yield return IamPolicy.DenyPrincipal(
                "Genuine", ["s3:PutObject"], [$"{record}/*"], IamPolicy.If("BoolIfExists", ("aws:PrincipalIsAWSService", "false")));
        }

        yield return IamPolicy.AllowPrincipal(
            "Record", IamPolicy.Service(scope.Partition.ServicePrincipal("logging.s3")), ["s3:PutObject"], [$"{record}/*"],
            IamPolicy.All(
                IamPolicy.If("ArnLike", ("aws:SourceArn", bucket)), IamPolicy.If("StringEquals", ("aws:SourceAccount", account))));
    }

    /// <summary>Every principal in the account that may start instances or use file systems may use the key through those services,
    /// including the Auto Scaling service role: the same as AWS's default key for volumes allows, and independent of whether that role
    /// exists yet.</summary>
    internal static JsonObject ThroughServices(EksScope scope, string account)
    {
        string[] services = [.. new[] { "ec2" }, .. scope.Cluster.Storage.Shared is null ? [] : new[] { "elasticfilesystem" },
            .. scope.Cluster.Storage.Parallel is null ? [] : new[] { "fsx" }];
        var via = services.SelectMany(service => scope.Partition.ViaService(service, scope.Cluster.Region));
        return IamPolicy.AllowPrincipal("UseThroughServices", new JsonObject { ["AWS"] = "*" }, [.. _use, "kms:CreateGrant"], ["*"],
            IamPolicy.If("StringEquals", ("kms:CallerAccount", account), ("kms:ViaService", IamPolicy.List(via))));
    }

    /// <summary>CloudWatch Logs may use the key for this cluster's log groups and no others
    /// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).</summary>
    internal static JsonObject CloudWatchLogs(EksScope scope, string account)
    {
        var region = scope.Cluster.Region;
        var groups = scope.LogGroups.Select(name => scope.Partition.Arn("logs", region, account, $"log-group:{name}"));
        return IamPolicy.AllowPrincipal("CloudWatchLogs", IamPolicy.Service($"logs.{region}.amazonaws.com"), _use, ["*"],
            IamPolicy.If("ArnEquals", ("kms:EncryptionContext:aws:logs:arn", IamPolicy.List(groups))));
    }

    /// <summary>EventBridge may put messages into the encrypted queue of Karpenter
    /// (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html).</summary>
    internal static JsonObject Events(EksScope scope, string account) => IamPolicy.AllowPrincipal(
        "Events", IamPolicy.Service(scope.Partition.ServicePrincipal("events")), ["kms:Decrypt", "kms:GenerateDataKey"], ["*"],
        IamPolicy.If("StringEquals", ("aws:SourceAccount", account)));
}
