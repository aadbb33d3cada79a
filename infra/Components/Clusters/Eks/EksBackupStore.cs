using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Conventions;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The bucket to which Velero writes: versioned, encrypted, TLS only, and immutable for a time.</summary>
public sealed class EksBackupStore : ComponentResource
{
    /// <summary>Creates the bucket.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="options">Options of the component.</param>
    public EksBackupStore(EksScope scope, EksKeys keys, ComponentResourceOptions options)
        : base("infra:clusters:EksBackupStore", scope.Name("backups"), options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var backup = scope.Platform.Backup;
        var locked = backup.ImmutableDays > 0;

        var bucket = new Aws.S3.Bucket(scope.Name("backups"), new Aws.S3.BucketArgs
        {
            BucketName = ResourceNames.BackupBucket(scope.Platform, scope.Cluster),
            // It can be turned on for an existing bucket, but never off.
            ObjectLockEnabled = locked,
        }, new CustomResourceOptions { Parent = this, Protect = true });

        var access = new Aws.S3.BucketPublicAccessBlock(scope.Name("backups-public-access"), new Aws.S3.BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, child);
        _ = new Aws.S3.BucketOwnershipControls(scope.Name("backups-ownership"), new Aws.S3.BucketOwnershipControlsArgs
        {
            Bucket = bucket.Id,
            Rule = new Aws.S3.Inputs.BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, child);
        var versioning = new Aws.S3.BucketVersioning(scope.Name("backups-versioning"), new Aws.S3.BucketVersioningArgs
        {
            Bucket = bucket.Id,
            VersioningConfiguration = new Aws.S3.Inputs.BucketVersioningVersioningConfigurationArgs { Status = "Enabled" },
        }, child);
        _ = new Aws.S3.BucketServerSideEncryptionConfiguration(
            scope.Name("backups-encryption"),
            new Aws.S3.BucketServerSideEncryptionConfigurationArgs { Bucket = bucket.Id, Rules = { Encryption(keys) } },
            child);
        _ = new Aws.S3.BucketPolicy(scope.Name("backups-policy"), new Aws.S3.BucketPolicyArgs
        {
            Bucket = bucket.Id,
            Policy = bucket.Arn.Apply(arn => IamPolicy.Document(IamPolicy.DenyPlainText("s3:*", arn, $"{arn}/*"))),
        }, new CustomResourceOptions { Parent = this, DependsOn = { access } });
        _ = new Aws.S3.BucketLifecycleConfiguration(scope.Name("backups-lifecycle"), new Aws.S3.BucketLifecycleConfigurationArgs
        {
            Bucket = bucket.Id,
            Rules =
            {
                new Aws.S3.Inputs.BucketLifecycleConfigurationRuleArgs
                {
                    Id = "remains",
                    Status = "Enabled",
                    Filter = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                    AbortIncompleteMultipartUpload =
                        new Aws.S3.Inputs.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 7 },
                    // Velero deletes what has expired, but with versioning that only hides it. S3 keeps a locked version regardless of this
                    // rule.
                    NoncurrentVersionExpiration = new Aws.S3.Inputs.BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs
                    {
                        NoncurrentDays = Math.Max(1, backup.ImmutableDays),
                    },
                },
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = { versioning } });

        if (locked)
        {
            _ = new Aws.S3.BucketObjectLockConfiguration(scope.Name("backups-lock"), new Aws.S3.BucketObjectLockConfigurationArgs
            {
                Bucket = bucket.Id,
                Rule = new Aws.S3.Inputs.BucketObjectLockConfigurationRuleArgs
                {
                    DefaultRetention = new Aws.S3.Inputs.BucketObjectLockConfigurationRuleDefaultRetentionArgs
                    {
                        // Nobody, not even the root user of the account, can delete a backup before its time; in governance mode a
                        // compromised administrator could. A mistake costs at most the storage for immutableDays.
                        Mode = "COMPLIANCE",
                        Days = backup.ImmutableDays,
                    },
                },
            }, new CustomResourceOptions { Parent = this, DependsOn = { versioning } });
        }

        RegisterOutputs();
    }

    private static Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleArgs Encryption(EksKeys keys)
    {
        var encryption = new Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
        {
            SseAlgorithm = keys.Backups is null ? "AES256" : "aws:kms",
        };
        if (keys.Backups is not null)
        {
            encryption.KmsMasterKeyId = keys.Backups;
        }

        return new()
        {
            // One data key for the bucket instead of one per object: a hundredth of the calls to KMS.
            BucketKeyEnabled = keys.Backups is not null,
            // No object under a key that its writer brings and nobody else has. S3 has blocked that for new buckets since April 2026, but
            // not in every region and account, and where it has, a rule that does not say so shows a change
            // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html,
            // hashicorp/terraform-provider-aws#47320).
            BlockedEncryptionTypes = { "SSE-C" },
            ApplyServerSideEncryptionByDefault = encryption,
        };
    }
}
