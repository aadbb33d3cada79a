using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Planning.Differences;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Tests.Planning.Differences;

/// <summary>What the engine would do to get from one plan to another, on a few resources.</summary>
public sealed class PlanDifferencesTests
{
    private const string Subnet = "aws:ec2/subnet:Subnet";
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Role = "aws:iam/role:Role";
    private const string Template = "aws:ec2/launchTemplate:LaunchTemplate";
    private const string ConfigMap = "kubernetes:core/v1:ConfigMap";
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Aks = "azure-native:containerservice:ManagedCluster";
    private const string AgentPool = "azure-native:containerservice:AgentPool";
    private const string Kubernetes = "pulumi:providers:kubernetes";

    [Fact]
    public void The_same_plan_has_no_differences() => Assert.Empty(Lines([Of(Subnet, "a", "{}")], [Of(Subnet, "a", "{}")]));

    [Fact]
    public void What_is_new_is_created_and_what_is_gone_is_deleted() => Assert.Equal(
        ["Delete a", "Create b"], Lines([Of(Subnet, "a", "{}")], [Of(Role, "b", "{}")]));

    [Fact]
    public void A_component_is_neither() => Assert.Empty(Lines([], [Of("infra:index:Group", "a", "{}") with { Custom = false }]));

    [Fact]
    public void An_existing_object_is_imported() => Assert.Equal(
        ["Import a"], Lines([], [Of(Subnet, "a", "{}") with { Options = PlannedOptions.None with { Import = "subnet-1" } }]));

    [Fact]
    public void Stacks_of_different_names_are_compared_by_what_is_in_them()
    {
        var resource = Of(Subnet, "a", "{}");

        Assert.Empty(Lines([resource], [resource with { Urn = resource.Urn.Replace("dev", "prod", StringComparison.Ordinal) }]));
    }

    [Theory]
    [InlineData("""{ "tags": { "a": "1" } }""", """{ "tags": { "a": "2" } }""", "Change a: tags.a")]
    [InlineData("""{ "tags": { "a": "1" } }""", """{}""", "Change a: tags")]
    [InlineData("""{ "tags": { "a/b": "1" } }""", """{ "tags": { "a/b": "2" } }""", "Change a: tags[\"a/b\"]")]
    [InlineData("""{ "cidrBlock": "10.0.0.0/24" }""", """{ "cidrBlock": "10.0.1.0/24" }""", "CreateThenDelete a: cidrBlock!")]
    public void A_change_replaces_where_the_provider_says_so(string before, string after, string expected) =>
        Assert.Equal([expected], Lines([Of(Subnet, "a", before)], [Of(Subnet, "a", after)]));

    [Fact]
    public void A_list_of_plain_values_is_one_value() => Assert.Equal(
        ["CreateThenDelete a: subnetIds!"],
        Lines([Of(NodeGroup, "a", """{ "subnetIds": ["1", "2"] }""")], [Of(NodeGroup, "a", """{ "subnetIds": ["1", "3"] }""")]));

    [Fact]
    public void The_elements_of_other_lists_are_compared_one_by_one() => Assert.Equal(
        ["Change a: taints[0].key, taints[1]"],
        Lines(
            [Of(NodeGroup, "a", """{ "taints": [{ "key": "x", "effect": "e" }] }""")],
            [Of(NodeGroup, "a", """{ "taints": [{ "key": "y", "effect": "e" }, { "key": "z" }] }""")]));

    [Fact]
    public void A_whole_object_replaces_where_a_part_of_it_would() => Assert.Equal(
        ["CreateThenDelete a: launchTemplate!"],
        Lines([Of(NodeGroup, "a", "{}")], [Of(NodeGroup, "a", """{ "launchTemplate": { "id": "lt-1", "version": "1" } }""")]));

    [Theory]
    [InlineData(Role, """{ "name": "n", "path": "/a/" }""", """{ "name": "n", "path": "/b/" }""", "DeleteThenCreate")]
    [InlineData(Role, """{ "path": "/a/" }""", """{ "path": "/b/" }""", "CreateThenDelete")]
    [InlineData("aws:efs/mountTarget:MountTarget", """{ "subnetId": "1" }""", """{ "subnetId": "2" }""", "DeleteThenCreate")]
    [InlineData(Aks, """{ "resourceName": "c", "dnsPrefix": "a" }""", """{ "resourceName": "c", "dnsPrefix": "b" }""", "DeleteThenCreate")]
    [InlineData(Aks, """{ "dnsPrefix": "a" }""", """{ "dnsPrefix": "b" }""", "CreateThenDelete")]
    [InlineData(
        ConfigMap, """{ "metadata": { "name": "c" }, "data": { "a": "1" } }""", """{ "metadata": { "name": "c" }, "data": { "a": "2" } }""",
        "DeleteThenCreate")]
    [InlineData(ConfigMap, """{ "metadata": { "name": "c" } }""", """{ "metadata": { "name": "d" } }""", "CreateThenDelete")]
    [InlineData(Release, """{ "name": "r", "namespace": "a" }""", """{ "name": "r", "namespace": "b" }""", "CreateThenDelete")]
    public void The_old_one_goes_first_where_both_cannot_exist(string type, string before, string after, string kind) =>
        Assert.StartsWith(kind + " a", Assert.Single(Lines([Of(type, "a", before)], [Of(type, "a", after)])), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "DeleteThenCreate a: cidrBlock!")]
    [InlineData(false, "CreateThenDelete a: cidrBlock!")]
    public void The_program_decides_which_one_goes_first(bool first, string expected)
    {
        var options = PlannedOptions.None with { DeleteBeforeReplace = first };

        Assert.Equal(
            [expected],
            Lines([Of(Subnet, "a", """{ "cidrBlock": "1" }""")], [Of(Subnet, "a", """{ "cidrBlock": "2" }""") with { Options = options }]));
    }

    [Fact]
    public void A_chart_of_another_version_is_changed_in_place() => Assert.Equal(
        ["Change a: values.replicas, version"],
        Lines(
            [Of(Release, "a", """{ "name": "r", "version": "1.0.0", "values": { "replicas": 1 } }""")],
            [Of(Release, "a", """{ "name": "r", "version": "1.1.0", "values": { "replicas": 2 } }""")]));

    [Theory]
    [InlineData(1200, 2400, "Change a: storageCapacity")]
    [InlineData(2400, 1200, "CreateThenDelete a: storageCapacity!")]
    public void What_can_only_grow_is_replaced_when_it_shrinks(int before, int after, string expected) => Assert.Equal(
        [expected],
        Lines(
            [Of("aws:fsx/lustreFileSystem:LustreFileSystem", "a", $$"""{ "storageCapacity": {{before}} }""")],
            [Of("aws:fsx/lustreFileSystem:LustreFileSystem", "a", $$"""{ "storageCapacity": {{after}} }""")]));

    [Theory]
    [InlineData("""{ "cidrIpv4": "10.0.0.0/8" }""", """{ "cidrIpv4": "10.0.0.0/9" }""", "Change a: cidrIpv4")]
    [InlineData(
        """{ "cidrIpv4": "10.0.0.0/8" }""", """{ "prefixListId": "pl-1" }""", "CreateThenDelete a: cidrIpv4!, prefixListId!")]
    public void The_kind_of_a_source_cannot_be_changed(string before, string after, string expected)
    {
        const string Type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

        Assert.Equal([expected], Lines([Of(Type, "a", before)], [Of(Type, "a", after)]));
    }

    [Fact]
    public void Encryption_of_secrets_is_switched_on_in_place_and_never_off()
    {
        const string Type = "aws:eks/cluster:Cluster";
        var (off, on) = (Of(Type, "a", "{}"), Of(Type, "a", """{ "encryptionConfig": { "resources": ["secrets"] } }"""));

        Assert.Equal(["Change a: encryptionConfig"], Lines([off], [on]));
        Assert.Equal(["CreateThenDelete a: encryptionConfig!"], Lines([on], [off]));
    }

    [Theory]
    [InlineData("scalingConfig.desiredSize", """{ "scalingConfig": { "desiredSize": 2, "minSize": 1 } }""", null)]
    [InlineData(
        "scalingConfig.desiredSize", """{ "scalingConfig": { "desiredSize": 2, "minSize": 2 } }""", "Change a: scalingConfig.minSize")]
    [InlineData("scalingConfig", """{ "scalingConfig": { "desiredSize": 2, "minSize": 2 } }""", null)]
    [InlineData("[*].desiredSize", """{ "scalingConfig": { "desiredSize": 2, "minSize": 1 } }""", null)]
    public void What_the_program_ignores_is_no_difference(string path, string after, string? expected)
    {
        var options = PlannedOptions.None with { IgnoreChanges = [path] };

        Assert.Equal(
            expected is null ? [] : [expected],
            Lines(
                [Of(NodeGroup, "a", """{ "scalingConfig": { "desiredSize": 1, "minSize": 1 } }""")],
                [Of(NodeGroup, "a", after) with { Options = options }]));
    }

    [Fact]
    public void The_program_can_ask_for_a_replacement() => Assert.Equal(
        ["CreateThenDelete a: tags.a!"],
        Lines(
            [Of(Subnet, "a", """{ "tags": { "a": "1" } }""")],
            [Of(Subnet, "a", """{ "tags": { "a": "2" } }""") with { Options = PlannedOptions.None with { ReplaceOnChanges = ["tags"] } }]));

    [Fact]
    public void A_resource_with_another_name_is_the_same_by_its_alias()
    {
        var old = Of(Subnet, "old", "{}");
        var renamed = Of(Subnet, "new", "{}") with { Options = PlannedOptions.None with { Aliases = [old.Urn] } };

        Assert.Empty(Lines([old], [renamed]));
        Assert.Equal(["Create new", "Change old: tags"], Lines([old], [Of(Subnet, "old", """{ "tags": {} }"""), renamed]));
    }

    [Fact]
    public void Nothing_protected_is_deleted_or_replaced()
    {
        var old = Of(Subnet, "a", """{ "cidrBlock": "1" }""") with { Protect = true };

        Assert.Equal(["Delete a refused"], Lines([old], []));
        Assert.Equal(["CreateThenDelete a: cidrBlock! refused"], Lines([old], [Of(Subnet, "a", """{ "cidrBlock": "2" }""")]));
        Assert.Equal(["Change a: tags"], Lines([old], [old with { Inputs = Json("""{ "cidrBlock": "1", "tags": {} }""") }]));
    }

    [Fact]
    public void What_is_retained_stays_in_the_cloud_and_so_do_the_children_of_what_is()
    {
        var options = PlannedOptions.None with { RetainOnDelete = true };
        var parent = Of("infra:index:Group", "g", "{}") with { Custom = false, Options = options };
        var child = Of(Subnet, "a", "{}") with { Parent = parent.Urn };

        Assert.Equal(["Forget a"], Lines([parent, child], [parent]));
        Assert.Equal(
            ["Delete a"],
            Lines([parent, child with { Options = PlannedOptions.None with { RetainOnDelete = false } }], [parent]));
    }

    [Fact]
    public void A_new_object_has_a_new_id_for_all_who_use_it()
    {
        var subnet = Of(Subnet, "s", """{ "cidrBlock": "1" }""");
        var group = Of(NodeGroup, "g", """{ "subnetIds": ["${s.id}"] }""") with { DependsOn = [subnet.Urn] };
        var other = Of("aws:ec2/vpcEndpoint:VpcEndpoint", "e", """{ "subnetIds": ["${s.id}"] }""") with { DependsOn = [subnet.Urn] };

        Assert.Equal(
            ["CreateThenDelete s: cidrBlock!", "Change e: subnetIds<s", "CreateThenDelete g: subnetIds!<s"],
            Lines([subnet, group, other], [subnet with { Inputs = Json("""{ "cidrBlock": "2" }""") }, group, other]));
    }

    [Fact]
    public void A_changed_launch_template_has_a_new_version_for_its_node_group()
    {
        var template = Of(Template, "t", """{ "instanceType": "a" }""");
        var group = Of(NodeGroup, "g", """{ "launchTemplate": { "id": "${t.id}", "version": "1" } }""") with { DependsOn = [template.Urn] };

        Assert.Equal(
            ["Change t: instanceType", "Change g: launchTemplate.version<t"],
            Lines([template, group], [template with { Inputs = Json("""{ "instanceType": "b" }""") }, group]));
    }

    [Fact]
    public void What_cannot_outlive_an_object_that_goes_first_goes_before_it()
    {
        var cluster = Of(Aks, "c", """{ "resourceName": "acme", "dnsPrefix": "a" }""");
        var pool = Of(AgentPool, "p", """{ "resourceName": "acme", "agentPoolName": "p" }""") with { DependsOn = [cluster.Urn] };
        var elsewhere = Of(AgentPool, "q", """{ "resourceName": "acme", "agentPoolName": "q" }""");

        Assert.Equal(
            ["DeleteThenCreate p: resourceName!<c", "DeleteThenCreate c: dnsPrefix!"],
            Lines(
                [cluster, pool, elsewhere],
                [cluster with { Inputs = Json("""{ "resourceName": "acme", "dnsPrefix": "b" }""") }, pool, elsewhere]));
    }

    [Fact]
    public void A_provider_of_another_cluster_makes_everything_in_it_anew()
    {
        var provider = Of(Kubernetes, "k", """{ "clusterIdentifier": "1", "kubeconfig": "a" }""");
        var map = Of(ConfigMap, "m", """{ "metadata": { "name": "m" } }""") with { Provider = provider.Urn };

        Assert.Equal(
            ["Change k: kubeconfig"],
            Lines([provider, map], [provider with { Inputs = Json("""{ "clusterIdentifier": "1", "kubeconfig": "b" }""") }, map]));
        Assert.Equal(
            ["DeleteThenCreate m: provider!<k", "CreateThenDelete k: clusterIdentifier!"],
            Lines([provider, map], [provider with { Inputs = Json("""{ "clusterIdentifier": "2", "kubeconfig": "a" }""") }, map]));
    }

    [Theory]
    [InlineData("1", new[] { "Delete k", "Create l" })]
    [InlineData("2", new[] { "DeleteThenCreate m: provider!", "Delete k", "Create l" })]
    public void Another_provider_makes_anew_what_it_does_not_find_in_its_cluster(string identifier, string[] expected)
    {
        var (old, @new) = (Of(Kubernetes, "k", """{ "clusterIdentifier": "1" }"""), Of(
            Kubernetes, "l", $$"""{ "clusterIdentifier": "{{identifier}}" }"""));
        var map = Of(ConfigMap, "m", """{ "metadata": { "name": "m" } }""");

        Assert.Equal(expected, Lines([old, map with { Provider = old.Urn }], [@new, map with { Provider = @new.Urn }]));
    }

    [Fact]
    public void Knows_what_replaces_every_resource_that_the_program_can_make() => Assert.Empty(
        from type in Replacements.Types
        let schema = ProviderSchemas.Resource(type)
        let rule = Replacements.Of(type)
        let named = rule.Names.Where(name => name is not ("name" or "metadata.name" or "metadata.namespace"))
        from path in named.Concat(rule.Always).Concat(rule.IfRemoved).Concat(rule.IfAddedOrRemoved).Concat(rule.IfSmaller)
        where schema is null || !Exists(schema.Inputs, PropertyPath.Parse(path).Parts)
        select $"{type} has no input {path}");

    private static bool Exists(PropertySet properties, ImmutableArray<string> path) =>
        properties.All.TryGetValue(path[0], out var property) && (path.Length == 1 || Exists(property.Type, path[1..]));

    private static bool Exists(SchemaType type, ImmutableArray<string> path) => type switch
    {
        SchemaType.Object nested => Exists(nested.Properties.Value, path),
        SchemaType.List list => Exists(list.Item, path),
        SchemaType.Union union => union.Cases.Any(item => Exists(item, path)),
        _ => false,
    };

    private static PlannedResource Of(string type, string name, string inputs) => new(
        $"urn:pulumi:dev::acme::{type}::{name}", type, name, Parent: null, Provider: null, DependsOn: [], Protect: false, Json(inputs));

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    // A property that replaces has an exclamation mark; one that follows from another resource says from which.
    private static IEnumerable<string> Lines(IEnumerable<PlannedResource> before, IEnumerable<PlannedResource> after) =>
        PlanDifferences.Between(before, after).Select(difference =>
        {
            var properties = difference.Properties.Select(property =>
                property.Path + (property.Replaces ? "!" : "") + (property.Because is { } cause ? $"<{cause}" : ""));
            return $"{difference.Kind} {difference.Name}" + (difference.Properties.IsEmpty ? "" : $": {string.Join(", ", properties)}")
                + (difference.Refused ? " refused" : "");
        });
}
