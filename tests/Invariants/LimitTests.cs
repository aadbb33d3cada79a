using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Tests.Invariants;

/// <summary>Names, tags and documents are within the limits of the clouds and of Kubernetes, whatever a stack asks for: otherwise a
/// deployment stops an hour after it began.</summary>
public sealed partial class LimitTests
{
    private const int KiB = 1024;
    private const int MostTags = 50;
    private const string Release = "kubernetes:helm.sh/v3:Release";

    // https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html; the provider adds two tags to all.
    [Fact]
    public async Task Tags_of_AWS_are_few_and_short() => EveryStack.None(
        await EveryStack.Items,
        item => Tags(item) is { Count: > MostTags - 2 } many ? $"has {many.Count} tags"
            : Tags(item)!.Where(tag => !TagKey().IsMatch(tag.Key) || !TagValue().IsMatch(tag.Value!.ToString()))
                .Select(tag => $"has the tag {tag}").FirstOrDefault(),
        item => item.Type.StartsWith("aws:", StringComparison.Ordinal) && Tags(item) is not null);

    // IAM does not count white space (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html,
    // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html,
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html,
    // https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html.
    [Theory]
    [InlineData("aws:iam/role:Role", "/assumeRolePolicy", 2_048)]
    [InlineData("aws:s3/bucketPolicy:BucketPolicy", "/policy", 20 * KiB)]
    [InlineData("aws:kms/key:Key", "/policy", 32 * KiB)]
    [InlineData("aws:ec2/vpcEndpoint:VpcEndpoint", "/policy", 20_480)]
    [InlineData("aws:efs/fileSystemPolicy:FileSystemPolicy", "/policy", 20_000)]
    public async Task A_document_is_small_enough(string type, string path, int most) => EveryStack.None(
        await EveryStack.Of(type),
        item => item.Inputs[path[1..]] is { } document && Size(document) is var size && size > most ? $"has {size} bytes" : null);

    [Fact]
    public async Task The_inline_policies_of_a_role_are_small_enough_together()
    {
        var roles = (await EveryStack.Of("aws:iam/rolePolicy:RolePolicy"))
            .GroupBy(policy => (policy.Stack.Name, Role: (string?)policy.Inputs["role"]));

        Assert.All(roles, role => Assert.InRange(role.Sum(policy => Size(policy.Inputs["policy"]!)), 1, 10_240));
    }

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html: before it is encoded in base64.
    [Fact]
    public async Task User_data_is_small_enough() => EveryStack.None(
        await EveryStack.Of("aws:ec2/launchTemplate:LaunchTemplate"),
        item => (string?)item.Inputs["userData"] is { } data && Convert.FromBase64String(data).Length is > 16 * KiB and var size
            ? $"has {size} bytes" : null);

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules,
    // https://helm.sh/docs/chart_template_guide/getting_started/ (a name has 53 characters, because charts add to it).
    [Theory]
    [InlineData("aws:iam/role:Role", "name", "^[A-Za-z0-9+=,.@_-]{1,64}$")]
    [InlineData("aws:s3/bucket:Bucket", "bucket", "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    [InlineData("aws:sqs/queue:Queue", "name", "^[A-Za-z0-9_-]{1,80}$")]
    [InlineData("aws:eks/cluster:Cluster", "name", "^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$")]
    [InlineData("azure-native:storage:StorageAccount", "accountName", "^[a-z0-9]{3,24}$")]
    [InlineData("azure-native:keyvault:Vault", "vaultName", "^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$")]
    [InlineData("azure-native:containerservice:AgentPool", "agentPoolName", "^[a-z][a-z0-9]{0,11}$")]
    [InlineData("azure-native:containerservice:ManagedCluster", "resourceName", "^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$")]
    [InlineData("azure-native:containerservice:ManagedCluster", "dnsPrefix", "^[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?$")]
    [InlineData("azure-native:resources:ResourceGroup", "resourceGroupName", @"^[\w().-]{0,89}[\w()-]$")]
    [InlineData(Release, "name", "^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$")]
    public async Task A_name_is_one_that_the_cloud_takes(string type, string input, string pattern) => EveryStack.None(
        await EveryStack.Of(type),
        item => (string?)item.Inputs[input] is { } name && !Regex.IsMatch(name, pattern) ? $"is called {name}" : null);

    // https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and …/labels/
    [Fact]
    public async Task Objects_of_Kubernetes_have_names_and_labels_that_it_takes() => EveryStack.None(
        await EveryStack.Items,
        item => (string?)item.Inputs["metadata"]!["name"] is { } name && !ObjectName().IsMatch(name) ? $"is called {name}"
            : (item.Inputs["metadata"]!["labels"] as JsonObject ?? []).Where(label => !LabelValue().IsMatch(label.Value!.ToString()))
                .Select(label => $"has the label {label}").FirstOrDefault(),
        item => item.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && item.Inputs["metadata"] is JsonObject);

    // https://kubernetes.io/docs/concepts/configuration/configmap/#motivation; Helm keeps a release, values included, in one secret.
    [Theory]
    [InlineData("kubernetes:core/v1:Secret")]
    [InlineData(Release)]
    public async Task An_object_fits_into_etcd(string type) => EveryStack.None(
        await EveryStack.Of(type), item => Size(item.Inputs) is > KiB * KiB and var size ? $"has {size} bytes" : null);

    private static JsonObject? Tags(Item item) => item.Inputs["tags"] as JsonObject;

    private static int Size(JsonNode document) => Encoding.UTF8.GetByteCount(Space().Replace(document.ToString(), ""));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z")]
    private static partial Regex TagKey();

    // An output of another resource is not known yet.
    [GeneratedRegex(@"\A([\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}|.*\$\{.*)\z")]
    private static partial Regex TagValue();

    [GeneratedRegex(@"\A(?=.{1,253}\z)[a-z0-9:]([a-z0-9.:-]*[a-z0-9])?\z")]
    private static partial Regex ObjectName();

    [GeneratedRegex(@"\A([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?\z")]
    private static partial Regex LabelValue();
}
