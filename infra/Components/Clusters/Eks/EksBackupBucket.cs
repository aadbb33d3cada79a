using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Backups;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>A bucket for backups and what guards it: versions, encryption, TLS only, nothing public, a lock, and a record of who used
/// it.</summary>
internal sealed class EksBackupBucket
{
    /// <summary>Creates the bucket.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">Last part of the logical names.</param>
    /// <param name="name">Name in S3.</param>
    /// <param name="key">ARN of the key; absent where AWS manages the keys.</param>
    /// <param name="account">Id of its account.</param>
    /// <param name="guardian">ARN of who alone may destroy what guards the bucket.</param>
    /// <param name="statements">What else the policy of the bucket says.</param>
    /// <param name="child">Parent and provider.</param>
    internal EksBackupBucket(
        EksScope scope, string role, string name, Output<string>? key, Output<string> account, Output<string> guardian,
        JsonObject[] statements, CustomResourceOptions child)
    {
        var days = scope.Platform.Backup.ImmutableDays;
        var locked = scope.LocksBackups;

        Bucket = new Aws.S3.Bucket(scope.Name(role), new Aws.S3.BucketArgs
        {
            BucketName = name,
            // It can be turned on for an existing bucket, but never off.
            ObjectLockEnabled = locked,
            Tags = scope.Tagged(),
        }, CustomResourceOptions.Merge(child, new CustomResourceOptions { Protect = true }));

        // What guards the bucket stays where the bucket does: a bucket that outlives the stack is not laid open by its removal, and a
        // bucket that is deleted takes all of this with it.
        var guard = CustomResourceOptions.Merge(child, new CustomResourceOptions { RetainOnDelete = true });
        var access = EksBucketGuards.Create(scope, role, Bucket, key, guard);
        Versioning = new Aws.S3.BucketVersioning(scope.Name($"{role}-versioning"), new Aws.S3.BucketVersioningArgs
        {
            Bucket = Bucket.Id,
            VersioningConfiguration = new Aws.S3.Inputs.BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, guard);

        var versioned = CustomResourceOptions.Merge(guard, new CustomResourceOptions { DependsOn = { Versioning } });
        var record = new EksAccessLog(scope, $"{role}-access", Bucket, account, guardian, child);
        List<Resource> before = [access, record.Logging];
        var lifecycle = new Aws.S3.BucketLifecycleConfiguration(
            scope.Name($"{role}-lifecycle"), new Aws.S3.BucketLifecycleConfigurationArgs { Bucket = Bucket.Id, Rules = { Remains(days) } },
            versioned);
        if (locked)
        {
            var retention = new Aws.S3.BucketObjectLockConfiguration(
                scope.Name($"{role}-lock"),
                new Aws.S3.BucketObjectLockConfigurationArgs { Bucket = Bucket.Id, Rule = Lock(days) },
                versioned);
            before.AddRange([lifecycle, retention]);
        }

        // The last one: from then on nobody but the guardian changes what comes before it.
        Policy = new Aws.S3.BucketPolicy(scope.Name($"{role}-policy"), new Aws.S3.BucketPolicyArgs
        {
            Bucket = Bucket.Id,
            Policy = Output.Tuple(Bucket.Arn, guardian).Apply(facts => IamPolicy.Document(
            [
                IamPolicy.DenyPlainText("s3:*", facts.Item1, $"{facts.Item1}/*"),
                .. locked ? [EksKeyPolicies.KeepBucket(facts.Item1, facts.Item2)] : Array.Empty<JsonObject>(),
                .. statements.Select(statement => statement.DeepClone().AsObject()),
            ])),
        }, CustomResourceOptions.Merge(guard, new CustomResourceOptions { DependsOn = [.. before] }));
    }

    /// <summary>The bucket.</summary>
    internal Aws.S3.Bucket Bucket { get; }

    /// <summary>Its versions, without which nothing is replicated.</summary>
    internal Resource Versioning { get; }

    /// <summary>Its policy.</summary>
    internal Resource Policy { get; }

    private static Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs Remains(int days) => new()
    {
        Id = "remains",
        Status = "Enabled",
        Filter = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
        AbortIncompleteMultipartUpload =
            new Aws.S3.Inputs.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 7 },
        // Velero deletes what has expired, but with versioning that only hides it. S3 keeps a locked version regardless of this
        // rule, and carries the rule out regardless of the bucket's policy.
        NoncurrentVersionExpiration = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs
        {
            NoncurrentDays = Math.Max(1, days),
        },
    };

    private static Aws.S3.Inputs.BucketObjectLockConfigurationRuleArgs Lock(int days) => new()
    {
        DefaultRetention = new Aws.S3.Inputs.BucketObjectLockConfigurationRuleDefaultRetentionArgs
        {
            // Nobody, not even the root user of the account, can delete a backup before its time; in governance mode a
            // compromised administrator could. A mistake costs at most the storage for immutableDays.
            Mode = "COMPLIANCE",
            Days = days,
        },
    };
}
