using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks.Backups;

/// <summary>The record of who did what to a bucket of backups, which S3 writes into a bucket of the same account and region
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html). It has what a trail of CloudTrail has not, such as what a rule
/// of the lifecycle deletes, and a region has only five trails, which belong to the account
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html).</summary>
internal sealed class EksAccessLog
{
    /// <summary>Creates the bucket of the record, and turns the record on.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">Last part of the logical names.</param>
    /// <param name="bucket">The bucket that is watched.</param>
    /// <param name="account">Id of its account.</param>
    /// <param name="guardian">ARN of who alone may destroy what guards the backups.</param>
    /// <param name="child">Parent and provider.</param>
    internal EksAccessLog(
        EksScope scope, string role, Aws.S3.Bucket bucket, Output<string> account, Output<string> guardian, CustomResourceOptions child)
    {
        var guard = CustomResourceOptions.Merge(child, new CustomResourceOptions { RetainOnDelete = true });
        // No lock: S3 writes to no bucket that has one, and to none with a key of KMS as its default
        // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html). Its policy does what it can.
        var record = new Aws.S3.Bucket(scope.Name(role), new Aws.S3.BucketArgs
        {
            BucketName = account.Apply(scope.AccessLogBucket),
            Tags = scope.Tagged(),
        }, CustomResourceOptions.Merge(child, new CustomResourceOptions { Protect = true }));
        var access = EksBucketGuards.Create(scope, role, record, key: null, guard);
        _ = new Aws.S3.BucketLifecycleConfiguration(scope.Name($"{role}-lifecycle"), new Aws.S3.BucketLifecycleConfigurationArgs
        {
            Bucket = record.Id,
            Rules = { Expires(scope.Cluster.LogRetentionDays) },
        }, guard);
        var policy = new Aws.S3.BucketPolicy(scope.Name($"{role}-policy"), new Aws.S3.BucketPolicyArgs
        {
            Bucket = record.Id,
            Policy = Output.Tuple(record.Arn, bucket.Arn, account, guardian).Apply(facts => IamPolicy.Document(
                EksKeyPolicies.AccessLog(scope, facts.Item1, facts.Item2, facts.Item3, facts.Item4))),
        }, CustomResourceOptions.Merge(guard, new CustomResourceOptions { DependsOn = { access } }));
        Logging = new Aws.S3.BucketLogging(scope.Name($"{role}-logging"), new Aws.S3.BucketLoggingArgs
        {
            Bucket = bucket.Id,
            TargetBucket = record.Id,
            TargetPrefix = "",
            // A folder for each day, by the time of the request and not by that of its delivery, which may be hours later.
            TargetObjectKeyFormat = new Aws.S3.Inputs.BucketLoggingTargetObjectKeyFormatArgs
            {
                PartitionedPrefix = new Aws.S3.Inputs.BucketLoggingTargetObjectKeyFormatPartitionedPrefixArgs
                {
                    PartitionDateSource = "EventTime",
                },
            },
        }, CustomResourceOptions.Merge(guard, new CustomResourceOptions { DependsOn = { policy } }));
    }

    /// <summary>What turns the record on.</summary>
    internal Resource Logging { get; }

    private static Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs Expires(int days) => new()
    {
        Id = "expires",
        Status = "Enabled",
        Filter = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
        Expiration = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleExpirationArgs { Days = days },
    };
}
