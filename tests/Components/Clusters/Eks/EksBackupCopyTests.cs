using System.Text.Json.Nodes;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Tests.Components.Clusters.Eks;

/// <summary>Backups that cannot be destroyed: what guards the first copy, and the second in another account.</summary>
public class EksBackupCopyTests
{
    private const string Bucket = "aws:s3/bucket:Bucket", BucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";

    private static readonly EksClusterSpec _cluster = EksPlan.Cluster with
    {
        Account = "111122223333",
        BackupCopy = new() { Account = "444455556666", Region = "eu-west-1" },
    };

    private static readonly PlatformSpec _platform = EksPlan.Platform with
    {
        Accounts =
        [
            new AwsAccountSpec { Id = "111122223333", BreakGlassRole = "arn:aws:iam::111122223333:role/glass" },
            new AwsAccountSpec { Id = "444455556666", DeploymentRole = "arn:aws:iam::444455556666:role/backups" },
        ],
    };

    [Fact]
    public async Task Makes_the_copy_by_the_provider_of_its_account_and_region()
    {
        var plan = await EksPlan.Of(_platform, _cluster);

        Assert.Contains("aws-444455556666-eu-west-1", plan.Providers);
        var provider = plan.Inputs("pulumi:providers:aws", "aws-444455556666-eu-west-1");
        Assert.Equal("eu-west-1", (string?)provider["region"]);
        Assert.Equal("arn:aws:iam::444455556666:role/backups", (string?)provider["assumeRoles"]![0]!["roleArn"]);
        Assert.EndsWith(
            "aws-444455556666-eu-west-1", plan.Resource(Bucket, "frankfurt-backups-copy").Provider, StringComparison.Ordinal);
        Assert.EndsWith(
            "aws-111122223333-eu-central-1", plan.Resource("aws:iam/role:Role", "frankfurt-backups-copy-role").Provider,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_buckets_by_their_account()
    {
        var plan = await EksPlan.Of(_platform, _cluster);

        Assert.Equal("acme-test-frankfurt-111122223333-backup", (string?)plan.Inputs(Bucket, "frankfurt-backups")["bucket"]);
        Assert.Equal("acme-test-frankfurt-444455556666-copy", (string?)plan.Inputs(Bucket, "frankfurt-backups-copy")["bucket"]);
    }

    [Fact]
    public async Task Keeps_the_bucket_of_a_cluster_that_has_one()
    {
        var plan = await EksPlan.Of(_cluster with { BackupBucket = "acme-test-frankfurt-backups", BackupCopy = null });

        Assert.Equal("acme-test-frankfurt-backups", (string?)plan.Inputs(Bucket, "frankfurt-backups")["bucket"]);
    }

    [Fact]
    public async Task Locks_protects_and_encrypts_the_copy_like_the_store()
    {
        var plan = await EksPlan.Of(_platform with { Backup = new BackupSpec { ImmutableDays = 40 } }, _cluster);

        Assert.Equal(
            40, (double)plan.Inputs(
                "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
                "frankfurt-backups-copy-lock")["rule"]!["defaultRetention"]!["days"]!);
        Assert.Contains("aws:s3/bucket:Bucket frankfurt-backups-copy", plan.Protected);
        Assert.Contains("aws:kms/key:Key frankfurt-backups-copy-key", plan.Protected);
        Assert.Equal(
            "arn:aws:kms:eu-west-1:444455556666:key/${frankfurt-backups-copy-key.id}",
            (string?)plan.Inputs(
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                "frankfurt-backups-copy-encryption")["rules"]![0]!["applyServerSideEncryptionByDefault"]!["kmsMasterKeyId"]);
    }

    [Fact]
    public async Task Replicates_everything_with_what_is_hidden_and_encrypts_it_anew()
    {
        var plan = await EksPlan.Of(_platform, _cluster);

        var replication = plan.Inputs("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
        Assert.Equal("acme-test-frankfurt-111122223333-backup", (string?)replication["bucket"]);
        Assert.Equal("arn:aws:iam::111122223333:role/acme-test-frankfurt-backups-copy", (string?)replication["role"]);
        Assert.Equal(
            """[{"deleteMarkerReplication":{"status":"Enabled"},"destination":{"bucket":"arn:aws:s3:::acme-test-frankfurt-444455556666-""" +
            """copy","encryptionConfiguration":{"replicaKmsKeyId":"arn:aws:kms:eu-west-1:444455556666:key/${frankfurt-backups-copy-key""" +
            """.id}"}},"filter":{"prefix":""},"id":"copy","priority":1,"sourceSelectionCriteria":{"sseKmsEncryptedObjects":""" +
            """{"status":"Enabled"}},"status":"Enabled"}]""",
            replication["rules"]!.ToJsonString());
        Assert.Equal(
            ["frankfurt-backups-copy-policy", "frankfurt-backups-copy-role-policy", "frankfurt-backups-copy-versioning",
                "frankfurt-backups-versioning"],
            plan.DependsOn("frankfurt-backups-copy-replication").Where(name => name.EndsWith("policy", StringComparison.Ordinal)
                || name.EndsWith("versioning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lets_one_role_of_the_first_account_write_and_nothing_else()
    {
        var plan = await EksPlan.Of(_platform, _cluster);

        Assert.Equal(
            [
                "Deny DenyPlainText", "Deny Keep",
                "Allow Copies s3:ReplicateObject s3:ReplicateDelete s3:ReplicateTags",
                "Allow Copy s3:GetBucketVersioning s3:ListBucket",
            ],
            Statements(plan.Document(BucketPolicy, "frankfurt-backups-copy-policy", "policy")));
        var copies = plan.Document(BucketPolicy, "frankfurt-backups-copy-policy", "policy")["Statement"]![2]!;
        Assert.Equal("arn:aws:iam::111122223333:root", (string?)copies["Principal"]!["AWS"]);
        Assert.Equal(
            """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/acme-test-frankfurt-backups-copy"}}""",
            copies["Condition"]!.ToJsonString());
        Assert.Equal(
            ["Allow Administration kms:*", "Deny Keep", "Allow Copies kms:Encrypt kms:GenerateDataKey"],
            Statements(plan.Document("aws:kms/key:Key", "frankfurt-backups-copy-key", "policy")));
        Assert.Equal(
            """{"StringEquals":{"aws:SourceAccount":"111122223333","aws:SourceArn":"arn:aws:s3:::acme-test-frankfurt-111122223333-""" +
            """backup"}}""",
            plan.Document("aws:iam/role:Role", "frankfurt-backups-copy-role", "assumeRolePolicy")["Statement"]![0]!["Condition"]!
                .ToJsonString());
        Assert.Equal(
            ["Allow Store s3:GetReplicationConfiguration s3:ListBucket",
                "Allow Objects s3:GetObjectVersionForReplication s3:GetObjectVersionAcl s3:GetObjectVersionTagging " +
                "s3:GetObjectRetention s3:GetObjectLegalHold",
                "Allow Copies s3:ReplicateObject s3:ReplicateDelete s3:ReplicateTags", "Allow Decrypt kms:Decrypt",
                "Allow Encrypt kms:Encrypt kms:GenerateDataKey"],
            Statements(plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-backups-copy-role-policy", "policy")));
    }

    [Fact]
    public async Task Lets_nobody_but_one_role_destroy_what_guards_backups()
    {
        var plan = await EksPlan.Of(_platform, _cluster);

        var key = Keep(plan.Document("aws:kms/key:Key", "frankfurt-backups-key", "policy"));
        Assert.Equal("""["kms:DisableKey","kms:PutKeyPolicy","kms:ScheduleKeyDeletion"]""", key["Action"]!.ToJsonString());
        Assert.Equal(
            """{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/glass"}}""", key["Condition"]!.ToJsonString());
        Assert.True((bool)plan.Inputs("aws:kms/key:Key", "frankfurt-backups-key")["bypassPolicyLockoutSafetyCheck"]!);
        var bucket = Keep(plan.Document(BucketPolicy, "frankfurt-backups-policy", "policy"));
        Assert.Equal(
            """["s3:DeleteBucketPolicy","s3:DeleteObjectVersion","s3:PutBucketLogging","s3:PutBucketObjectLockConfiguration","s3:""" +
            """PutBucketPolicy","s3:PutLifecycleConfiguration"]""",
            bucket["Action"]!.ToJsonString());
        Assert.Equal(
            """{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/glass"}}""", bucket["Condition"]!.ToJsonString());
        // In the account that names no role: the root user.
        Assert.Equal(
            """{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::444455556666:root"}}""",
            Keep(plan.Document(BucketPolicy, "frankfurt-backups-copy-policy", "policy"))["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Writes_the_policy_of_the_bucket_last_and_leaves_all_that_guards_it_behind()
    {
        var plan = await EksPlan.Of(_platform, _cluster with { BackupCopy = null });

        Assert.Equal(
            ["frankfurt-backups", "frankfurt-backups-access-logging", "frankfurt-backups-lifecycle", "frankfurt-backups-lock",
                "frankfurt-backups-public-access"],
            plan.DependsOn("frankfurt-backups-policy").Where(name => name.StartsWith("frankfurt-backups", StringComparison.Ordinal)));
        Assert.True(plan.Options(BucketPolicy, "frankfurt-backups-policy").RetainOnDelete);
        Assert.True(plan.Options("aws:kms/key:Key", "frankfurt-backups-key").RetainOnDelete);
        Assert.NotEqual(true, plan.Options("aws:kms/key:Key", "frankfurt-secrets-key").RetainOnDelete);
    }

    [Theory]
    [InlineData("frankfurt-backups", "111122223333", "backup", "role/glass", "aws-111122223333-eu-central-1")]
    [InlineData("frankfurt-backups-copy", "444455556666", "copy", "root", "aws-444455556666-eu-west-1")]
    public async Task Records_who_used_a_bucket_in_another_of_its_account_and_region(
        string role, string account, string suffix, string guardian, string provider)
    {
        var plan = await EksPlan.Of(_platform, _cluster with { LogRetentionDays = 365 });

        Assert.Equal(
            $$$"""
            {"bucket":"acme-test-frankfurt-{{{account}}}-{{{suffix}}}","targetBucket":"acme-test-frankfurt-{{{account}}}-access",
            "targetObjectKeyFormat":{"partitionedPrefix":{"partitionDateSource":"EventTime"}},"targetPrefix":""}
            """.ReplaceLineEndings(""),
            plan.Inputs("aws:s3/bucketLogging:BucketLogging", $"{role}-access-logging").ToJsonString());
        Assert.EndsWith(provider, plan.Resource(Bucket, $"{role}-access").Provider, StringComparison.Ordinal);
        Assert.Contains($"aws:s3/bucket:Bucket {role}-access", plan.Protected);
        Assert.Equal(
            """[{"expiration":{"days":365},"filter":{"prefix":""},"id":"expires","status":"Enabled"}]""",
            plan.Inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", $"{role}-access-lifecycle")["rules"]!
                .ToJsonString());
        var policy = plan.Document(BucketPolicy, $"{role}-access-policy", "policy");
        Assert.Equal(["Deny DenyPlainText", "Deny Keep", "Deny Genuine", "Allow Record s3:PutObject"], Statements(policy));
        Assert.Equal(
            """["s3:DeleteBucketPolicy","s3:DeleteObject","s3:PutBucketPolicy"]""", Keep(policy)["Action"]!.ToJsonString());
        Assert.Equal(
            $$$"""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::{{{account}}}:{{{guardian}}}"}}""",
            Keep(policy)["Condition"]!.ToJsonString());
        Assert.Equal("""{"Service":"logging.s3.amazonaws.com"}""", policy["Statement"]![3]!["Principal"]!.ToJsonString());
        Assert.Equal(
            $$$"""
            {"ArnLike":{"aws:SourceArn":"arn:aws:s3:::acme-test-frankfurt-{{{account}}}-{{{suffix}}}"},
            "StringEquals":{"aws:SourceAccount":"{{{account}}}"}}
            """.ReplaceLineEndings(""),
            policy["Statement"]![3]!["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Leaves_key_and_bucket_to_the_account_where_backups_need_not_be_immutable()
    {
        var plan = await EksPlan.Of(_platform with { Backup = new BackupSpec { ImmutableDays = 0 } }, _cluster);

        Assert.DoesNotContain("Keep", (string?)plan.Inputs("aws:kms/key:Key", "frankfurt-backups-key")["policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("Keep", (string?)plan.Inputs(BucketPolicy, "frankfurt-backups-policy")["policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_without_keys_of_the_customer_as_well()
    {
        var plan = await EksPlan.Of(
            _platform with { Sovereignty = _platform.Sovereignty with { Keys = KeyManagement.ProviderManaged } }, _cluster);

        var rule = plan.Inputs("aws:s3/bucketReplicationConfig:BucketReplicationConfig")["rules"]![0]!;
        Assert.Null(rule["sourceSelectionCriteria"]);
        Assert.Null(rule["destination"]!["encryptionConfiguration"]);
        Assert.DoesNotContain("kms:", (string?)plan.Inputs(
            "aws:iam/rolePolicy:RolePolicy", "frankfurt-backups-copy-role-policy")["policy"], StringComparison.Ordinal);
    }

    private static JsonNode Keep(JsonObject document) =>
        document["Statement"]!.AsArray().Single(statement => (string?)statement!["Sid"] == "Keep")!;

    private static IEnumerable<string> Statements(JsonObject document) => document["Statement"]!.AsArray().Select(statement =>
        $"{statement!["Effect"]} {statement["Sid"]}" + ((string?)statement["Effect"] == "Deny" ? ""
            : $" {string.Join(' ', statement["Action"]!.AsArray())}"));
}
