using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Planning.Schemas;
using Infra.Reports;
using Infra.Tests.Stacks;

namespace Infra.Tests.Planning;

/// <summary>What a cloud would refuse is refused by the plan: every resource of the repository's stacks is made wrong, one place at a
/// time.</summary>
public sealed class SchemaMutationTests
{
    private const string Wrong = "misspelt";

    // Maps, whose keys are the user's, by the name of the property or "type.property"; and what is checked elsewhere: the values of a
    // chart against the paths that it has, the documents of Kubernetes extensions by their own tests; and what Azure takes as it is.
    private static readonly HashSet<string> _maps =
    [
        "addonProfiles", "annotations", "capacity", "data", "dataCollectionSettings", "environment", "extensionSettings", "hard",
        "identityProfile", "kubelet", "labels", "limits", "matchLabels", "nodeLabels", "nodeSelector", "openAPIV3Schema", "parameters",
        "placement", "requests", "stringData", "tags", "values", "volumeAttributes",
    ];

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Rejects_a_misspelt_property_in_every_object_of_every_resource(string stack)
    {
        var accepted = new SortedSet<string>(StringComparer.Ordinal);
        var mutated = 0;
        foreach (var resource in await Resources(stack))
        {
            foreach (var (path, node) in Places.Of(resource.Inputs, _maps))
            {
                if (node is not JsonObject place || CustomResourceTests.IsOpen(resource.Type, path))
                {
                    continue;
                }

                place[Wrong] = true;
                mutated++;
                if (!SchemaCheck.Check([resource]).Any(finding => finding.Code == SchemaCheck.UnknownProperty))
                {
                    accepted.Add($"{resource.Type}{path}");
                }

                place.Remove(Wrong);
            }
        }

        Assert.Empty(accepted);
        Assert.InRange(mutated, 150, int.MaxValue);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Rejects_a_wrong_value_wherever_the_values_are_listed(string stack)
    {
        var accepted = new SortedSet<string>(StringComparer.Ordinal);
        var mutated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in await Resources(stack))
        {
            var schema = ProviderSchemas.Resource(resource.Type)!;
            foreach (var (place, key) in Listed(resource.Inputs, schema.Inputs))
            {
                var right = place[key]!.DeepClone();
                place[key] = right.GetValueKind() == JsonValueKind.Number ? JsonValue.Create(-7) : JsonValue.Create(Wrong);
                mutated.Add($"{resource.Type}.{key}");
                if (!SchemaCheck.Check([resource]).Any(finding => finding.Code == SchemaCheck.WrongValue))
                {
                    accepted.Add($"{resource.Type}.{key}");
                }

                place[key] = right;
            }
        }

        Assert.Empty(accepted);
        Assert.InRange(mutated.Count, 40, int.MaxValue);
    }

    [Theory]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", "tagSpecifications.0.resourceType")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", "blockDeviceMappings.0.ebs.encrypted")]
    [InlineData("aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpTokens")]
    [InlineData("aws:efs/fileSystem:FileSystem", "throughputMode")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", "taints.0.effect")]
    [InlineData("aws:eks/nodeGroup:NodeGroup", "updateConfig.updateStrategy")]
    [InlineData("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ipProtocol")]
    [InlineData("azure-native:containerservice:AgentPool", "availabilityZones.0")]
    [InlineData("azure-native:containerservice:MaintenanceConfiguration", "configName")]
    [InlineData("azure-native:containerservice:ManagedCluster", "autoScalerProfile.skipNodesWithSystemPods")]
    [InlineData("azure-native:keyvault:Vault", "properties.publicNetworkAccess")]
    [InlineData("azure-native:monitor:DiagnosticSetting", "logAnalyticsDestinationType")]
    [InlineData("azure-native:storage:ManagementPolicy", "policy.rules.0.definition.filters.blobTypes.0")]
    [InlineData("kubernetes:apps/v1:DaemonSet", "spec.template.spec.tolerations.0.operator")]
    [InlineData("kubernetes:storage.k8s.io/v1:StorageClass", "volumeBindingMode")]
    [InlineData("kubernetes:storage.k8s.io/v1:StorageClass", "reclaimPolicy")]
    public async Task Rejects_a_wrong_value_where_the_schema_of_the_vendor_says_only_text(string type, string path)
    {
        var resource = (await Resources("prod")).First(resource => resource.Type == type && Places.At(resource.Inputs, path) is not null);
        Places.At(resource.Inputs, path)!.ReplaceWith(Wrong);

        var finding = Assert.Single(SchemaCheck.Check([resource]));

        Assert.Equal(SchemaCheck.WrongValue, finding.Code);
        Assert.StartsWith($"\"{Wrong}\" is not allowed. Allowed: ", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Has_a_schema_for_every_resource(string stack) => Assert.DoesNotContain(
        SchemaCheck.Check((await Plan(stack)).Resources), finding => finding.Code == SchemaCheck.NoSchema);

    private static Task<PlatformPlan> Plan(string stack) => OwnStacks.PlanAsync(stack);

    // The resources that have a schema, the first of each shape.
    private static async Task<IEnumerable<PlannedResource>> Resources(string stack) =>
        (await Plan(stack)).Resources
            .Where(resource => resource.Custom && ProviderSchemas.Resource(resource.Type) is not null)
            .DistinctBy(resource => $"{resource.Type} {string.Join(' ', Places.Of(resource.Inputs, _maps).Select(place => place.Path))}")
            .ToList();

    // The objects and the names of their members that an enumeration describes.
    private static IEnumerable<(JsonObject Place, string Key)> Listed(JsonObject json, PropertySet properties)
    {
        foreach (var (key, value) in json.ToList())
        {
            if (value is null || !properties.All.TryGetValue(key, out var property))
            {
                continue;
            }

            if (property.Constant is not null || Cases(property.Type).OfType<SchemaType.Enumeration>().Any(IsClosed))
            {
                yield return (json, key);
                continue;
            }

            foreach (var nested in Cases(property.Type).OfType<SchemaType.Object>())
            {
                foreach (var child in Objects(value))
                {
                    foreach (var listed in Listed(child, nested.Properties.Value))
                    {
                        yield return listed;
                    }
                }
            }
        }
    }

    // The catalogue says which machine types exist.
    private static bool IsClosed(SchemaType.Enumeration enumeration) => enumeration.Token != "aws:ec2/InstanceType:InstanceType";

    private static IEnumerable<SchemaType> Cases(SchemaType type) => type switch
    {
        SchemaType.Limited limited => Cases(limited.Type),
        SchemaType.Union union => union.Cases.SelectMany(Cases),
        SchemaType.List { Item: SchemaType.Object item } => [item],
        _ => [type],
    };

    private static IEnumerable<JsonObject> Objects(JsonNode value) => value switch
    {
        JsonArray list => list.OfType<JsonObject>(),
        JsonObject json => [json],
        _ => [],
    };
}
