using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Infra.Specification.Backups;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The copy of a cluster's backups in another account, which S3 keeps up to date: with a key of its own, locked for as long, and
/// open to nobody of the first account but the role that writes it
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html).</summary>
public sealed class EksBackupCopy : ComponentResource
{
    /// <summary>Creates the copy.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="copy">Where the copy is.</param>
    /// <param name="store">The bucket that is copied.</param>
    /// <param name="keys">The cluster's keys.</param>
    /// <param name="provider">The provider of the account and region of the copy.</param>
    /// <param name="options">Options of the component.</param>
    internal EksBackupCopy(
        EksScope scope, EksBackupCopySpec copy, EksBackupBucket store, EksKeys keys, Aws.Provider provider,
        ComponentResourceOptions options)
        : base("infra:clusters:EksBackupCopy", scope.Name("backups-copy"), options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var there = new CustomResourceOptions { Parent = this, Provider = provider };
        var guardian = scope.Guardian(scope.Platform.AwsAccount(copy.Account), copy.Account);

        var key = scope.CustomerKeys
            ? EksKeys.Create(
                scope, "backups-copy", Output.Create(IamPolicy.Document(EksReplicationPolicies.Key(scope, copy, guardian))),
                guarded: scope.LocksBackups, there)
            : null;
        var bucket = new EksBackupBucket(
            scope, "backups-copy", scope.BackupCopyBucket(copy), key, Output.Create(copy.Account), Output.Create(guardian),
            [.. EksReplicationPolicies.Bucket(scope, copy)], there);

        var (role, _) = EksRole.Create(
            this, scope, "backups-copy-role", scope.BackupCopyRole, EksReplicationPolicies.Trust(scope));
        var policy = new Aws.Iam.RolePolicy(scope.Name("backups-copy-role-policy"), new Aws.Iam.RolePolicyArgs
        {
            Role = role.Name,
            Policy = Output.Tuple(keys.Backups ?? Output.Create(""), key ?? Output.Create(""))
                .Apply(arns => IamPolicy.Document(EksReplicationPolicies.Role(scope, copy, arns.Item1, arns.Item2))),
        }, child);
        _ = new Aws.S3.BucketReplicationConfig(scope.Name("backups-copy-replication"), new Aws.S3.BucketReplicationConfigArgs
        {
            Bucket = store.Bucket.Id,
            Role = role.Arn,
            Rules = { Rule(bucket.Bucket.Arn, key) },
        }, CustomResourceOptions.Merge(
            child, new CustomResourceOptions { DependsOn = { store.Versioning, bucket.Versioning, bucket.Policy, policy } }));
        RegisterOutputs();
    }

    private static Aws.S3.Inputs.BucketReplicationConfigRuleArgs Rule(Output<string> bucket, Output<string>? key)
    {
        var rule = new Aws.S3.Inputs.BucketReplicationConfigRuleArgs
        {
            Id = "copy",
            Status = "Enabled",
            Priority = 1,
            Filter = new Aws.S3.Inputs.BucketReplicationConfigRuleFilterArgs { Prefix = "" },
            // Otherwise nothing would ever leave the copy. What is hidden stays there as a version, as long as in the store itself.
            DeleteMarkerReplication = new Aws.S3.Inputs.BucketReplicationConfigRuleDeleteMarkerReplicationArgs { Status = "Enabled" },
            Destination = new Aws.S3.Inputs.BucketReplicationConfigRuleDestinationArgs { Bucket = bucket },
        };
        if (key is not null)
        {
            rule.SourceSelectionCriteria = new Aws.S3.Inputs.BucketReplicationConfigRuleSourceSelectionCriteriaArgs
            {
                SseKmsEncryptedObjects =
                    new Aws.S3.Inputs.BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs { Status = "Enabled" },
            };
            rule.Destination = new Aws.S3.Inputs.BucketReplicationConfigRuleDestinationArgs
            {
                Bucket = bucket,
                EncryptionConfiguration =
                    new Aws.S3.Inputs.BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs { ReplicaKmsKeyId = key },
            };
        }

        return rule;
    }
}
