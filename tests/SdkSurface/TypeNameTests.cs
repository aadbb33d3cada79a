using System.Text.Json.Nodes;

namespace Infra.Tests.SdkSurface;

/// <summary>
/// The loaded SDK has the names of types that nothing here uses: a simple name that means two types of the real packages must not
/// build on the local SDK either.
/// </summary>
public sealed class TypeNameTests
{
    [Theory]
    [InlineData(typeof(Pulumi.Deployment), "Pulumi.CallOptions")]
    [InlineData(typeof(Pulumi.Deployment), "Pulumi.DeferredOutput`1")]
    [InlineData(typeof(Pulumi.Deployment), "Pulumi.ResourceHook")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.Config")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.GetRegionResult")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.ProviderTerraformConfigResult")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.Ec2.InstanceState")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.Ec2.Inputs.InstanceRootBlockDeviceGetArgs")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.Ec2.Inputs.GetAmiFilterArgs")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.Ec2.Inputs.GetAmiFilterInputArgs")]
    [InlineData(typeof(Pulumi.Aws.Provider), "Pulumi.Aws.Ec2.Outputs.GetAmiFilterResult")]
    [InlineData(typeof(Pulumi.AzureNative.Provider), "Pulumi.AzureNative.Resources.Resource")]
    [InlineData(typeof(Pulumi.AzureNative.Provider), "Pulumi.AzureNative.Network.GetSubnetInvokeArgs")]
    [InlineData(typeof(Pulumi.AzureNative.Provider), "Pulumi.AzureNative.Network.Inputs.FrontendIPConfigurationArgs")]
    [InlineData(typeof(Pulumi.AzureNative.Provider), "Pulumi.AzureNative.Compute.DiskCreateOptionTypes")]
    [InlineData(typeof(Pulumi.Command.Provider), "Pulumi.Command.Remote.CopyFile")]
    [InlineData(typeof(Pulumi.Kubernetes.Provider), "Pulumi.Kubernetes.Core.V1.PodTemplate")]
    [InlineData(typeof(Pulumi.Kubernetes.Provider), "Pulumi.Kubernetes.Helm.V3.Chart")]
    [InlineData(typeof(Pulumi.Kubernetes.Provider), "Pulumi.Kubernetes.Types.Inputs.Core.V1.PodPatchArgs")]
    [InlineData(typeof(Pulumi.Random.RandomPassword), "Pulumi.Random.RandomPet")]
    public void Has_the_name_of(Type neighbour, string name) => Assert.NotNull(neighbour.Assembly.GetType(name));

    [Theory]
    [MemberData(nameof(SchemaFilesTests.Packages), MemberType = typeof(SchemaFilesTests))]
    public void Lists_names_for_every_namespace(string schema, string package)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(SchemaFilesTests.Folder, $"{schema}.json")))!;
        var namespaces = root["language"]!["csharp"]!["namespaces"]!.AsObject()
            .Select(each => each.Key == schema ? package : $"{package}.{each.Value}");
        var lists = Read(schema);

        Assert.Equal([], namespaces.Where(each => !lists.ContainsKey(each)));
        Assert.Equal([], lists.Where(each => each.Value.Count == 0).Select(each => each.Key));
        Assert.Equal(lists.Keys.Order(StringComparer.Ordinal), lists.Keys);
        Assert.All(lists.Values, names => Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names));
    }

    private static OrderedDictionary<string, List<string>> Read(string schema)
    {
        var lists = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> names = [];
        foreach (var line in File.ReadLines(Path.Combine(SchemaFilesTests.Folder, "names", $"{schema}.txt")).Skip(1))
        {
            if (line.StartsWith(' '))
            {
                names.Add(line.Trim());
            }
            else
            {
                lists.Add(line, names = []);
            }
        }

        return lists;
    }
}
