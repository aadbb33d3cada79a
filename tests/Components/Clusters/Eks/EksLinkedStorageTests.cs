using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksLinkedStorageTests
{
    private const string Files = "aws:fsx/lustreFileSystem:LustreFileSystem";
    private const string Link = "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation";

    private static readonly LinkedBucketSpec _data = new()
    {
        Name = "data", Namespace = "train", Bucket = "acme-data", Prefix = "llama/", CapacityGiB = 4_800,
    };

    [Fact]
    public async Task Creates_none_unless_asked() =>
        Assert.DoesNotContain(Files, (await EksPlan.Of(EksPlan.Cluster with { Storage = new() { Parallel = new() } })).Types);

    [Fact]
    public async Task Creates_a_protected_file_system_like_those_of_the_class()
    {
        var plan = await EksPlan.Of(With(_data));
        var files = plan.Inputs(Files);

        Assert.Equal(["frankfurt-linked-data"], plan.NamesOf(Files));
        Assert.True(plan.Resource(Files).Protect);
        Assert.Equal("PERSISTENT_2", (string?)files["deploymentType"]);
        Assert.Equal(4_800, (double)files["storageCapacity"]!);
        Assert.Equal(250, (double)files["perUnitStorageThroughput"]!);
        Assert.Equal("${frankfurt-private-a.id}", (string?)files["subnetIds"]);
        Assert.Equal("""["${frankfurt-parallel-sg.id}"]""", files["securityGroupIds"]!.ToJsonString());
        Assert.Equal("arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-volumes-key.id}", (string?)files["kmsKeyId"]);
        Assert.Equal(0, (double)files["automaticBackupRetentionDays"]!);
        Assert.Contains("frankfurt-class-parallel", plan.NamesOf("kubernetes:storage.k8s.io/v1:StorageClass"));
    }

    [Fact]
    public async Task Waits_for_the_rules_of_its_security_group() =>
        Assert.Contains("frankfurt-parallel-sg-nodes-988", (await EksPlan.Of(With(_data))).DependsOn("frankfurt-linked-data"));

    [Fact]
    public async Task Leaves_the_key_to_AWS_where_the_stack_does() => Assert.Null(
        (await EksPlan.Of(
            EksPlan.Platform with { Sovereignty = EksPlan.Platform.Sovereignty with { Keys = KeyManagement.ProviderManaged } },
            With(_data))).Inputs(Files)["kmsKeyId"]);

    [Theory]
    [InlineData(false, """{"autoImportPolicy":{"events":["NEW","CHANGED","DELETED"]}}""")]
    [InlineData(true,
        """{"autoExportPolicy":{"events":["NEW","CHANGED","DELETED"]},"autoImportPolicy":{"events":["NEW","CHANGED","DELETED"]}}""")]
    public async Task Links_it_to_the_bucket(bool export, string policies)
    {
        var link = (await EksPlan.Of(With(_data with { Export = export }))).Inputs(Link);

        Assert.Equal("${frankfurt-linked-data.id}", (string?)link["fileSystemId"]);
        Assert.Equal("s3://acme-data/llama/", (string?)link["dataRepositoryPath"]);
        Assert.Equal("/", (string?)link["fileSystemPath"]);
        Assert.True((bool)link["batchImportMetaDataOnCreate"]!);
        Assert.Equal(policies, link["s3"]!.ToJsonString());
    }

    [Fact]
    public async Task Links_a_whole_bucket() => Assert.Equal(
        "s3://acme-data/", (string?)(await EksPlan.Of(With(_data with { Prefix = null }))).Inputs(Link)["dataRepositoryPath"]);

    [Fact]
    public async Task Gives_it_to_one_claim_once_it_is_linked()
    {
        var plan = await EksPlan.Of(With(_data));
        var volume = plan.Inputs("kubernetes:core/v1:PersistentVolume");

        Assert.Equal("data", (string?)volume["metadata"]!["name"]);
        Assert.Equal(
            """{"accessModes":["ReadWriteMany"],"capacity":{"storage":"4800Gi"},"claimRef":{"apiVersion":"v1","kind":"Persistent""" +
            """VolumeClaim","name":"data","namespace":"train"},"csi":{"driver":"fsx.csi.aws.com","volumeAttributes":{"dns""" +
            """name":"${frankfurt-linked-data.dnsName}","mountname":"${frankfurt-linked-data.mountName}"},"volumeHandle":"$""" +
            """{frankfurt-linked-data.id}"},"mountOptions":["flock"],"persistentVolumeReclaimPolicy":"Retain","storage""" +
            """ClassName":"parallel"}""",
            volume["spec"]!.ToJsonString());
        Assert.Contains("frankfurt-linked-data-bucket", plan.DependsOn("frankfurt-linked-data-volume"));
    }

    private static EksClusterSpec With(LinkedBucketSpec bucket) => EksPlan.Cluster with
    {
        Storage = new() { Parallel = new() { Throughput = 250, Linked = [bucket] } },
    };
}
