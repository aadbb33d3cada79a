using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks.Backups;

/// <summary>What every bucket of a cluster has: nothing public, one owner, encryption.</summary>
internal static class EksBucketGuards
{
    /// <summary>Creates it.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">Last part of the logical names.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">ARN of the key; absent where AWS manages the keys.</param>
    /// <param name="options">Parent, provider, and what happens when the stack goes.</param>
    /// <returns>What keeps the public out, before there is a policy.</returns>
    internal static Resource Create(EksScope scope, string role, Aws.S3.Bucket bucket, Output<string>? key, CustomResourceOptions options)
    {
        _ = new Aws.S3.BucketOwnershipControls(scope.Name($"{role}-ownership"), new Aws.S3.BucketOwnershipControlsArgs
        {
            Bucket = bucket.Id,
            Rule = new Aws.S3.Inputs.BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" },
        }, options);
        _ = new Aws.S3.BucketServerSideEncryptionConfiguration(
            scope.Name($"{role}-encryption"),
            new Aws.S3.BucketServerSideEncryptionConfigurationArgs { Bucket = bucket.Id, Rules = { Encryption(key) } },
            options);
        return new Aws.S3.BucketPublicAccessBlock(scope.Name($"{role}-public-access"), new Aws.S3.BucketPublicAccessBlockArgs
        {
            Bucket = bucket.Id,
            BlockPublicAcls = true,
            BlockPublicPolicy = true,
            IgnorePublicAcls = true,
            RestrictPublicBuckets = true,
        }, options);
    }

    private static Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleArgs Encryption(Output<string>? key)
    {
        var encryption = new Aws.S3.Inputs.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs
        {
            SseAlgorithm = key is null ? "AES256" : "aws:kms",
        };
        if (key is not null)
        {
            encryption.KmsMasterKeyId = key;
        }

        return new()
        {
            // One data key for the bucket instead of one per object: a hundredth of the calls to KMS.
            BucketKeyEnabled = key is not null,
            // No object under a key that its writer brings and nobody else has. S3 has blocked that for new buckets since April 2026, but
            // not in every region and account, and where it has, a rule that does not say so shows a change
            // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html,
            // hashicorp/terraform-provider-aws#47320).
            BlockedEncryptionTypes = { "SSE-C" },
            ApplyServerSideEncryptionByDefault = encryption,
        };
    }
}
