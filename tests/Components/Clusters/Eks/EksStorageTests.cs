using System.Text.Json.Nodes;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;
using Infra.Tests.Planning;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksStorageTests
{
    private const string StorageClass = "kubernetes:storage.k8s.io/v1:StorageClass";
    private const string Lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

    private static readonly ObjectStorageSpec _models =
        new() { Name = "models", Namespace = "chat", Bucket = "acme-models", Prefix = "llama/" };

    private static readonly ObjectStorageSpec _results = new()
    {
        Name = "results",
        Namespace = "train",
        Bucket = "acme-results",
        ReadOnly = false,
        Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    };

    [Fact]
    public async Task Creates_no_storage_class_that_nobody_asked_for() =>
        Assert.DoesNotContain(StorageClass, (await EksPlan.Of(EksPlan.Cluster)).Types);

    [Fact]
    public async Task Creates_the_class_fast_as_default_with_snapshots_for_Velero()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Fast = new() } });
        var fast = plan.Inputs(StorageClass);

        Assert.Equal(
            """{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"},"name":"fast"}""", fast["metadata"]!.ToJsonString());
        Assert.Equal("ebs.csi.aws.com", (string?)fast["provisioner"]);
        Assert.Equal("true", (string?)fast["parameters"]!["encrypted"]);
        Assert.True((bool)fast["allowVolumeExpansion"]!);
        Assert.Equal("WaitForFirstConsumer", (string?)fast["volumeBindingMode"]);
        Assert.Equal(
            """{"labels":{"velero.io/csi-volumesnapshot-class":"true"},"name":"fast"}""",
            plan.Inputs("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass")["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task Creates_the_class_shared_on_a_file_system_that_every_zone_mounts()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Shared = new() } });

        Assert.Equal(["frankfurt-shared-a", "frankfurt-shared-b", "frankfurt-shared-c"], plan.NamesOf("aws:efs/mountTarget:MountTarget"));
        Assert.Equal(
            """{"directoryPerms":"700","fileSystemId":"${frankfurt-shared.id}","provisioningMode":"efs-ap"}""",
            plan.Inputs(StorageClass)["parameters"]!.ToJsonString());
        Assert.Contains("frankfurt-add-on-aws-efs-csi-driver", plan.NamesOf("aws:eks/addon:Addon"));
        Assert.Contains("frankfurt-endpoint-elasticfilesystem", plan.NamesOf("aws:ec2/vpcEndpoint:VpcEndpoint"));
        Assert.Equal(
            "${frankfurt-cluster.vpcConfig.clusterSecurityGroupId}",
            (string?)plan.Inputs(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "frankfurt-shared-sg-nodes")["referencedSecurityGroupId"]);
    }

    [Fact]
    public async Task Lets_the_class_shared_be_mounted_over_TLS_alone()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Shared = new() } });
        var statements = plan.Document("aws:efs/fileSystemPolicy:FileSystemPolicy", null, "policy")["Statement"]!.AsArray();

        Assert.Equal("""{"Bool":{"elasticfilesystem:AccessedViaMountTarget":"true"}}""", statements[0]!["Condition"]!.ToJsonString());
        Assert.Equal("Deny", (string?)statements[1]!["Effect"]);
        Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", statements[1]!["Condition"]!.ToJsonString());
        Assert.Contains("frankfurt-shared-policy", plan.DependsOn("frankfurt-class-shared"));
    }

    [Fact]
    public async Task Creates_the_class_parallel_with_a_file_system_for_each_claim()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Parallel = new() } });
        var parallel = plan.Inputs(StorageClass);
        var parameters = parallel["parameters"]!;

        Assert.Equal("fsx.csi.aws.com", (string?)parallel["provisioner"]);
        Assert.Equal("Retain", (string?)parallel["reclaimPolicy"]);
        Assert.True((bool)parallel["allowVolumeExpansion"]!);
        Assert.Equal("PERSISTENT_2", (string?)parameters["deploymentType"]);
        Assert.Equal("${frankfurt-private-a.id}", (string?)parameters["subnetId"]);
        Assert.Equal("${frankfurt-parallel-sg.id}", (string?)parameters["securityGroupIds"]);
        Assert.Equal("arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-volumes-key.id}", (string?)parameters["kmsKeyId"]);
        Assert.Contains("frankfurt-add-on-aws-fsx-csi-driver", plan.DependsOn("frankfurt-class-parallel"));
        Assert.DoesNotContain("kubernetes:core/v1:PersistentVolume", plan.Types);
    }

    [Fact]
    public async Task Lets_the_parallel_driver_make_file_systems_of_its_cluster_and_delete_none()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Parallel = new() } });
        var statements = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-aws-fsx-csi-driver-policy", "policy")["Statement"]!
            .AsArray();
        string Condition(string id) => statements.Single(statement => (string?)statement!["Sid"] == id)!["Condition"]!.ToJsonString();

        Assert.Equal("""{"StringEquals":{"aws:RequestTag/kubernetes.io/cluster/acme-test-frankfurt":"owned"}}""", Condition("Make"));
        Assert.Equal("""{"StringEquals":{"aws:ResourceTag/kubernetes.io/cluster/acme-test-frankfurt":"owned"}}""", Condition("Expand"));
        Assert.Equal(
            "kubernetes.io/cluster/acme-test-frankfurt=owned,ai-platform/cluster=acme-test-frankfurt,Name=acme-test-frankfurt-parallel",
            (string?)plan.Inputs(StorageClass)["parameters"]!["extraTags"]);
        Assert.DoesNotContain(
            statements.SelectMany(statement => statement!["Action"]!.AsArray()),
            action => ((string)action!).Contains("Delete", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "125")]
    [InlineData(500, "500")]
    public async Task Makes_parallel_file_systems_as_fast_as_the_specification_says(int? asked, string sold)
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { Storage = new StorageSpec { Parallel = new ParallelStorageSpec { Throughput = asked } } });

        var storageClass = plan.Inputs("kubernetes:storage.k8s.io/v1:StorageClass", "frankfurt-class-parallel");
        Assert.Equal(sold, (string?)storageClass["parameters"]!["perUnitStorageThroughput"]);
    }

    [Fact]
    public async Task Lets_Lustre_servers_call_each_other_and_the_nodes_as_well_as_the_other_way_round()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Parallel = new() } });

        const string nodes = "${frankfurt-cluster.vpcConfig.clusterSecurityGroupId}";
        const string servers = "${frankfurt-parallel-sg.id}";
        foreach (var (first, last) in new[] { (988, 988), (1018, 1023) })
        {
            Assert.Equal($"{nodes} to {servers} on {first}-{last}", Rule("Ingress", $"frankfurt-parallel-sg-nodes-{first}"));
            Assert.Equal($"{servers} to {servers} on {first}-{last}", Rule("Ingress", $"frankfurt-parallel-sg-itself-{first}"));
            Assert.Equal($"{servers} to {nodes} on {first}-{last}", Rule("Ingress", $"frankfurt-nodes-sg-parallel-{first}"));
            Assert.Equal($"{servers} to {nodes} on {first}-{last}", Rule("Egress", $"frankfurt-parallel-sg-to-nodes-{first}"));
            Assert.Equal($"{servers} to {servers} on {first}-{last}", Rule("Egress", $"frankfurt-parallel-sg-to-itself-{first}"));
        }

        string Rule(string direction, string name)
        {
            var rule = plan.Inputs($"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule", name);
            var (from, to) = direction == "Ingress"
                ? ("referencedSecurityGroupId", "securityGroupId")
                : ("securityGroupId", "referencedSecurityGroupId");
            return $"{rule[from]} to {rule[to]} on {rule["fromPort"]}-{rule["toPort"]}";
        }
    }

    [Fact]
    public async Task Mounts_a_bucket_for_one_claim()
    {
        var plan = await EksPlan.Of(With(_models, _results));
        var models = plan.Inputs("kubernetes:core/v1:PersistentVolume", "frankfurt-objects-models");
        var results = plan.Inputs("kubernetes:core/v1:PersistentVolume", "frankfurt-objects-results");

        Assert.Equal("models", (string?)models["metadata"]!["name"]);
        Assert.Equal(
            """{"accessModes":["ReadOnlyMany"],"capacity":{"storage":"1Ti"},"claimRef":{"apiVersion":"v1","kind":"Persistent""" +
            """VolumeClaim","name":"models","namespace":"chat"},"csi":{"driver":"s3.csi.aws.com","volumeAttributes":{"bucket""" +
            """Name":"acme-models"},"volumeHandle":"models"},"mountOptions":["region eu-central-1","prefix llama/","read-""" +
            """only"],"persistentVolumeReclaimPolicy":"Retain","storageClassName":"objects"}""",
            models["spec"]!.ToJsonString());
        Assert.Equal("""["ReadWriteMany"]""", results["spec"]!["accessModes"]!.ToJsonString());
        Assert.Equal(
            """["region eu-central-1","allow-delete","allow-overwrite"]""", results["spec"]!["mountOptions"]!.ToJsonString());
        Assert.Contains("frankfurt-add-on-aws-mountpoint-s3-csi-driver", plan.DependsOn("frankfurt-objects-models"));
    }

    [Fact]
    public async Task Runs_the_driver_of_buckets_on_every_node_with_an_identity_of_its_own()
    {
        var plan = await EksPlan.Of(With(_models));
        var addOn = plan.Inputs("aws:eks/addon:Addon", "frankfurt-add-on-aws-mountpoint-s3-csi-driver");

        Assert.Equal("v2.7.0-eksbuild.1", (string?)addOn["addonVersion"]);
        Assert.Equal(
            """{"controller":{"tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists","effect":"NoSchedule"}]},"node":""" +
            """{"tolerateAllTaints":true}}""",
            (string?)addOn["configurationValues"]);
        Assert.Equal("s3-csi-driver-sa", (string?)addOn["podIdentityAssociations"]![0]!["serviceAccount"]);
        Assert.Contains(
            "frankfurt-aws-mountpoint-s3-csi-driver-role", (string?)addOn["podIdentityAssociations"]![0]!["roleArn"]);
        Assert.Contains(
            "frankfurt-aws-mountpoint-s3-csi-driver-policy", plan.DependsOn("frankfurt-add-on-aws-mountpoint-s3-csi-driver"));
    }

    [Fact]
    public async Task Reads_what_volumes_show_and_writes_where_the_stack_says_so()
    {
        var plan = await EksPlan.Of(With(_models, _results));

        Assert.Equal(
            [
                """List: s3:ListBucket on arn:aws:s3:::acme-results""",
                """List0: s3:ListBucket on arn:aws:s3:::acme-models if {"StringLike":{"s3:prefix":"llama/*"}}""",
                """Read: s3:GetObject on arn:aws:s3:::acme-models/llama/*, arn:aws:s3:::acme-results/*""",
                """Write: s3:AbortMultipartUpload, s3:DeleteObject, s3:PutObject on arn:aws:s3:::acme-results/*""",
                $"Decrypt: kms:Decrypt on {_results.Key}",
                $"Encrypt: kms:GenerateDataKey on {_results.Key}",
            ],
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-aws-mountpoint-s3-csi-driver-policy", "policy")["Statement"]!
                .AsArray().Select(Words));
    }

    [Fact]
    public async Task Writes_nothing_where_every_volume_is_for_reading()
    {
        var plan = await EksPlan.Of(With(_models with { Key = _results.Key }));

        Assert.Equal(
            ["List0", "Read", "Decrypt"],
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-aws-mountpoint-s3-csi-driver-policy", "policy")["Statement"]!
                .AsArray().Select(statement => (string?)statement!["Sid"]));
    }

    [Fact]
    public async Task Installs_no_driver_of_buckets_that_nobody_asked_for()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new StorageSpec { Fast = new() } });

        Assert.DoesNotContain("frankfurt-add-on-aws-mountpoint-s3-csi-driver", plan.NamesOf("aws:eks/addon:Addon"));
        Assert.DoesNotContain("kubernetes:core/v1:PersistentVolume", plan.Types);
    }

    [Fact]
    public async Task Creates_a_backup_store_that_nobody_can_change_for_a_time()
    {
        var plan = await EksPlan.Of(EksPlan.Platform with { Backup = new BackupSpec { ImmutableDays = 21 } }, EksPlan.Cluster);

        var bucket = plan.Inputs("aws:s3/bucket:Bucket", "frankfurt-backups");
        Assert.Equal("acme-test-frankfurt-backups", (string?)bucket["bucket"]);
        Assert.True((bool)bucket["objectLockEnabled"]!);
        Assert.Equal("""{"days":21,"mode":"COMPLIANCE"}""", plan.Inputs(Lock)["rule"]!["defaultRetention"]!.ToJsonString());
        Assert.Equal("Enabled", (string?)plan.Inputs("aws:s3/bucketVersioning:BucketVersioning")["versioningConfiguration"]!["status"]);
        Assert.Equal(
            """[{"applyServerSideEncryptionByDefault":{"kmsMasterKeyId":"arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-backups-""" +
            """key.id}","sseAlgorithm":"aws:kms"},"blockedEncryptionTypes":["SSE-C"],"bucketKeyEnabled":true}]""",
            plan.Inputs(
                "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                "frankfurt-backups-encryption")["rules"]!.ToJsonString());
        Assert.Equal(
            """{"blockPublicAcls":true,"blockPublicPolicy":true,"bucket":"acme-test-frankfurt-backups","ignorePublicAcls":""" +
            """true,"restrictPublicBuckets":true}""",
            plan.Inputs("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "frankfurt-backups-public-access").ToJsonString());
        var deny = plan.Document("aws:s3/bucketPolicy:BucketPolicy", "frankfurt-backups-policy", "policy")["Statement"]![0]!;
        Assert.Equal("""{"Bool":{"aws:SecureTransport":"false"}}""", deny["Condition"]!.ToJsonString());
        var remains = plan.Inputs(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "frankfurt-backups-lifecycle")["rules"]![0]!;
        Assert.Equal(21, (double)remains["noncurrentVersionExpiration"]!["noncurrentDays"]!);
    }

    [Fact]
    public async Task Creates_no_lock_where_backups_need_not_be_immutable()
    {
        var plan = await EksPlan.Of(EksPlan.Platform with { Backup = new BackupSpec { ImmutableDays = 0 } }, EksPlan.Cluster);

        Assert.DoesNotContain(Lock, plan.Types);
        Assert.False((bool)plan.Inputs("aws:s3/bucket:Bucket", "frankfurt-backups")["objectLockEnabled"]!);
    }

    private static EksClusterSpec With(params ObjectStorageSpec[] volumes) =>
        EksPlan.Cluster with { Storage = new StorageSpec { Objects = [.. volumes] } };

    private static string Words(JsonNode? statement)
    {
        string List(string member) => string.Join(", ", statement![member]!.AsArray().Select(text => (string)text!));
        var condition = statement!["Condition"] is { } limit ? $" if {limit.ToJsonString()}" : "";
        return $"{statement["Sid"]}: {List("Action")} on {List("Resource")}{condition}";
    }
}
