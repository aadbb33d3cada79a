using Infra.Rules.Eks.Buckets;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Eks.Buckets;

public class MountedBucketsTests
{
    private static readonly ObjectStorageSpec _models = new() { Name = "models", Namespace = "chat", Bucket = "acme-models" };

    private static readonly LinkedBucketSpec _data = new() { Name = "data", Namespace = "train", Bucket = "acme-data" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<MountedBuckets>(Fleets.Sound));

    [Fact]
    public void Accepts_a_bucket_for_two_claims_and_a_part_of_one_with_its_key() => Assert.Empty(Found(
        _models,
        _models with { Name = "adapters", Namespace = "0-train", Prefix = "llama/v=3/" },
        _models with
        {
            Name = "results",
            ReadOnly = false,
            Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }));

    [Fact]
    public void Rejects_buckets_where_nothing_mounts_them()
    {
        const string message = "storage.objects: buckets of S3 are mounted on EKS alone. Leave objects out.";
        Assert.Equal([$"CLU126 error clusters[0].{message}"], Found(Fleets.Aks, _models));
        Assert.Equal([$"CLU126 error clusters[0].{message}"], Found(Fleets.OnPrem, _models));
    }

    [Fact]
    public void Rejects_file_systems_that_show_buckets_where_nothing_mounts_them() => Assert.Equal(
        ["CLU126 error clusters[0].storage.parallel.linked: buckets of S3 are mounted on EKS alone. Leave linked out."],
        Linked(Fleets.Aks, _data));

    [Fact]
    public void Accepts_a_file_system_that_shows_a_bucket() => Assert.Empty(Linked(Fleets.Eks, _data));

    [Fact]
    public void Rejects_a_file_system_as_it_does_a_mounted_bucket() => Assert.Equal(
        [
            "CLU126 error clusters[0].storage.parallel.linked[0].prefix: \"llama\" is not a prefix of a volume. Allowed: letters, " +
            "digits, '.', '_', '=', '-' and '/', with a '/' at the end and none at the beginning, such as llama/.",
            "CLU126 error clusters[0].storage.parallel.linked[0].bucket: \"acme-prod-frankfurt-backups\" holds the backups of " +
            "clusters[0], which no pod may see. Give another bucket.",
        ],
        Linked(Fleets.Eks, _data with { Bucket = "acme-prod-frankfurt-backups", Prefix = "llama" }));

    [Fact]
    public void Rejects_the_name_of_a_mounted_bucket_for_a_file_system() => Assert.Equal(
        ["CLU126 error clusters[0].storage.parallel.linked[0].name: \"models\" is the name of two volumes. Give each a name of its own."],
        Fleets.Findings<MountedBuckets>(Fleets.Of(Fleets.Eks with
        {
            Storage = new StorageSpec { Objects = [_models], Parallel = new() { Linked = [_data with { Name = "models" }] } },
        })));

    [Fact]
    public void Rejects_a_name_for_two_volumes() => Assert.Equal(
        ["CLU126 error clusters[0].storage.objects[1].name: \"models\" is the name of two volumes. Give each a name of its own."],
        Found(_models, _models with { Bucket = "acme-data" }));

    [Fact]
    public void Rejects_what_is_no_name_and_no_namespace() => Assert.Equal(
        [
            "CLU126 error clusters[0].storage.objects[0].name: \"Models\" is not a name of a volume and its claim. Allowed: at most 63 " +
            "lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen.",
            "CLU126 error clusters[0].storage.objects[0].namespace: \"team/chat\" is not a namespace. Allowed: at most 63 lower-case " +
            "letters, digits and hyphens, with a letter or a digit at both ends.",
        ],
        Found(_models with { Name = "Models", Namespace = "team/chat" }));

    [Fact]
    public void Rejects_what_is_no_bucket() => Assert.Equal(
        [
            "CLU126 error clusters[0].storage.objects[0].bucket: \"s3://acme-models\" is not a valid bucket name. Allowed: 3 to 63 " +
            "lower-case letters, digits, '.' and '-'.",
        ],
        Found(_models with { Bucket = "s3://acme-models" }));

    [Theory]
    [InlineData("acme--euc1-az1--x-s3", "ends with --x-s3")]
    [InlineData("acme-models-s3alias", "ends with -s3alias")]
    public void Rejects_a_bucket_of_another_kind(string bucket, string reason) => Assert.Equal(
        [
            $"CLU126 error clusters[0].storage.objects[0].bucket: \"{bucket}\" {reason}, as no general-purpose bucket of S3 does. Give " +
            "one that is.",
        ],
        Found(_models with { Bucket = bucket }));

    [Fact]
    public void Rejects_the_bucket_of_backups() => Assert.Equal(
        [
            "CLU126 error clusters[0].storage.objects[0].bucket: \"acme-prod-frankfurt-backups\" holds the backups of clusters[0], which " +
            "no pod may see. Give another bucket.",
        ],
        Found(_models with { Bucket = "acme-prod-frankfurt-backups" }));

    [Theory]
    [InlineData("llama")]
    [InlineData("/llama/")]
    [InlineData("llama//")]
    [InlineData("*/")]
    [InlineData("")]
    public void Rejects_a_prefix_that_is_no_folder(string prefix) => Assert.Equal(
        [
            $"CLU126 error clusters[0].storage.objects[0].prefix: \"{prefix}\" is not a prefix of a volume. Allowed: letters, digits, " +
            "'.', '_', '=', '-' and '/', with a '/' at the end and none at the beginning, such as llama/.",
        ],
        Found(_models with { Prefix = prefix }));

    [Theory]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:alias/models")]
    public void Rejects_a_key_that_cannot_encrypt_the_bucket(string key) => Assert.Equal(
        [
            $"CLU126 error clusters[0].storage.objects[0].key: \"{key}\" is not a key in eu-central-1, where the bucket is. Allowed: the " +
            "ARN of a KMS key of that region, not of an alias.",
        ],
        Found(_models with { Key = key }));

    private static string[] Linked(ClusterSpec cluster, LinkedBucketSpec bucket) =>
        Fleets.Findings<MountedBuckets>(Fleets.Of(cluster with { Storage = new() { Parallel = new() { Linked = [bucket] } } }));

    private static string[] Found(params ObjectStorageSpec[] volumes) => Found(Fleets.Eks, volumes);

    private static string[] Found(ClusterSpec cluster, params ObjectStorageSpec[] volumes) =>
        Fleets.Findings<MountedBuckets>(Fleets.Of(cluster with { Storage = new StorageSpec { Objects = [.. volumes] } }));
}
