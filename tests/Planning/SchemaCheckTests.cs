using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Planning.Schemas;
using Pulumi;

namespace Infra.Tests.Planning;

public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("aws:eks/cluster:Cluster", """{ "roleArn": "r", "vpcConfig": { "subnetIds": [], "endpointPrivateAcces": true } }""",
        "PLAN001 error x.vpcConfig.endpointPrivateAcces: aws:eks/ClusterVpcConfig:ClusterVpcConfig has no property " +
        "\"endpointPrivateAcces\". Did you mean \"endpointPrivateAccess\"?")]
    [InlineData("azure-native:containerservice:AgentPool",
        """{ "resourceGroupName": "g", "resourceName": "c", "vmSzie": "Standard_D4ds_v5" }""",
        "PLAN001 error x.vmSzie: azure-native:containerservice:AgentPool has no property \"vmSzie\". Did you mean \"vmSize\"?")]
    [InlineData("kubernetes:core/v1:Namespace", """{ "metadata": { "name": "gpu", "lables": {} } }""",
        "PLAN001 error x.metadata.lables: kubernetes:meta/v1:ObjectMeta has no property \"lables\". Did you mean \"labels\"?")]
    [InlineData("kubernetes:helm.sh/v3:Release", """{ "chart": "keda", "atomics": true }""",
        "PLAN001 error x.atomics: kubernetes:helm.sh/v3:Release has no property \"atomics\". Did you mean \"atomic\"?")]
    [InlineData("pulumi:providers:aws", """{ "regoin": "eu-central-1" }""",
        "PLAN001 error x.regoin: pulumi:providers:aws has no property \"regoin\". Did you mean \"region\"?")]
    public void Rejects_a_property_that_the_provider_does_not_have(string type, string inputs, string finding) =>
        Assert.Equal([finding], Check(type, inputs));

    [Theory]
    [InlineData("aws:eks/nodeGroup:NodeGroup",
        """{ "clusterName": "c", "nodeRoleArn": "r", "scalingConfig": """ +
        """{ "desiredSize": 1, "maxSize": 1, "minSize": 1 }, "subnetIds": [], "capacityType": "SPOTT" }""",
        "PLAN004 error x.capacityType: \"SPOTT\" is not allowed. Allowed: ON_DEMAND, SPOT, CAPACITY_BLOCK.")]
    [InlineData("aws:eks/cluster:Cluster",
        """{ "roleArn": "r", "vpcConfig": { "subnetIds": [] }, "enabledClusterLogTypes": ["api", "audits"] }""",
        "PLAN004 error x.enabledClusterLogTypes[1]: \"audits\" is not allowed. Allowed: api, audit, authenticator, controllerManager, " +
        "scheduler.")]
    [InlineData("aws:cloudwatch/logGroup:LogGroup", """{ "retentionInDays": 91 }""",
        "PLAN004 error x.retentionInDays: \"91\" is not allowed. Allowed: 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, " +
        "731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.")]
    [InlineData("azure-native:containerservice:AgentPool",
        """{ "resourceGroupName": "g", "resourceName": "c", "scaleSetPriority": "spot" }""",
        "PLAN004 error x.scaleSetPriority: \"spot\" is not allowed. Allowed: Spot, Regular.")]
    [InlineData("azure-native:keyvault:Vault",
        """{ "resourceGroupName": "g", "properties": { "tenantId": "t", "sku": { "family": "A", "name": "gold" } } }""",
        "PLAN004 error x.properties.sku.name: \"gold\" is not allowed. Allowed: standard, premium.")]
    [InlineData("kubernetes:core/v1:Service", """{ "spec": { "type": "Loadbalancer" } }""",
        "PLAN004 error x.spec.type: \"Loadbalancer\" is not allowed. Allowed: ExternalName, ClusterIP, NodePort, LoadBalancer.")]
    [InlineData("kubernetes:core/v1:Namespace", """{ "apiVersion": "v2" }""",
        "PLAN004 error x.apiVersion: \"v2\" is not allowed. Allowed: v1.")]
    public void Rejects_a_value_that_the_provider_does_not_allow(string type, string inputs, string finding) =>
        Assert.Equal([finding], Check(type, inputs));

    [Theory]
    [InlineData("aws:kms/key:Key", """{ "deletionWindowInDays": "thirty" }""",
        "PLAN003 error x.deletionWindowInDays: expected a whole number, but found the string \"thirty\".")]
    [InlineData("aws:kms/key:Key", """{ "deletionWindowInDays": 7.5 }""",
        "PLAN003 error x.deletionWindowInDays: expected a whole number, but found 7.5.")]
    [InlineData("aws:ec2/subnet:Subnet", """{ "vpcId": ["vpc-1"] }""",
        "PLAN003 error x.vpcId: expected a string, but found a list.")]
    [InlineData("kubernetes:policy/v1:PodDisruptionBudget", """{ "spec": { "minAvailable": true } }""",
        "PLAN003 error x.spec.minAvailable: expected a whole number or a string, but found true.")]
    public void Rejects_a_value_of_the_wrong_type(string type, string inputs, string finding) =>
        Assert.Equal([finding], Check(type, inputs));

    [Fact]
    public void Rejects_inputs_without_a_required_property_each_by_its_name() => Assert.Equal(
        [
            "PLAN002 error x.sku.name: azure-native:storage:Sku requires the property \"name\", which is missing.",
            "PLAN002 error x.kind: azure-native:storage:StorageAccount requires the property \"kind\", which is missing.",
            "PLAN002 error x.resourceGroupName: azure-native:storage:StorageAccount requires the property \"resourceGroupName\", which " +
            "is missing.",
        ],
        Check("azure-native:storage:StorageAccount", """{ "sku": {} }"""));

    [Theory]
    [InlineData("kubernetes:helm.sh/v3:Release", """{ "chart": "keda", "values": { "any": { "thing": [1, "two", null] } } }""")]
    [InlineData("aws:iam/role:Role", """{ "assumeRolePolicy": "{ \"Version\": \"2012-10-17\" }" }""")]
    [InlineData("aws:ec2/capacityReservation:CapacityReservation",
        """{ "availabilityZone": "eu-central-1a", "instanceCount": 1, "instancePlatform": "Linux/UNIX", "instanceType": "p7.48xlarge" }""")]
    public void Accepts_what_only_a_chart_a_document_or_the_catalogue_can_judge(string type, string inputs) =>
        Assert.Empty(Check(type, inputs));

    [Theory]
    [InlineData("""{ "spec": { "type": "${other.type}" } }""")]
    [InlineData("""{ "metadata": { "annotations": { "a": "b" } }, "spec": { "ports": [{ "port": 80, "targetPort": "http" }] } }""")]
    public void Accepts_what_another_resource_returns_and_what_the_schema_has(string inputs) =>
        Assert.Empty(Check("kubernetes:core/v1:Service", inputs));

    [Fact]
    public void Warns_of_a_type_without_a_schema() => Assert.Equal(
        [
            "PLAN005 warning x: the type cloudflare:index/record:Record has no schema here, so its inputs are not checked and its " +
            "outputs are unknown. Add it to sdk/schemas.",
        ],
        Check("cloudflare:index/record:Record", "{}"));

    [Fact]
    public async Task Rejects_a_misspelt_property_in_a_program()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
            _ = new Raw("aws:kms/key:Key", "secrets", new Dictionary<string, object?> { ["enableKeyRotations"] = true }));

        Assert.Contains(
            "PLAN001 error secrets.enableKeyRotations: aws:kms/key:Key has no property \"enableKeyRotations\". Did you mean " +
            "\"enableKeyRotation\"?",
            plan.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void Knows_allowed_values_of_types_and_properties_that_exist() => Assert.All(
        AllowedValues.Entries,
        entry => Assert.True(ProviderSchemas.Has(entry.Token, entry.Property), $"{entry.Token} has no property {entry.Property}."));

    private static IEnumerable<string> Check(string type, string inputs) => SchemaCheck
        .Check([new PlannedResource("urn", type, "x", null, "provider", [], false, JsonNode.Parse(inputs)!.AsObject())])
        .Select(finding => finding.ToString());

    private sealed class Raw(string type, string name, IReadOnlyDictionary<string, object?> inputs)
        : CustomResource(type, name, new DictionaryResourceArgs(inputs.ToImmutableDictionary()), options: null);
}
