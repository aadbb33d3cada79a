using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Facts.Clusters;
using Infra.Policies;
using Infra.Tests.Planning;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Policies;

/// <summary>What can be held of the policies without a policy engine. Their behaviour is in the suites beside this file, which
/// <c>gator verify tests/Policies/...</c> runs.</summary>
public partial class PolicyTests
{
    public static TheoryData<string> Names => [.. PolicyTemplates.All.Select(policy => policy.Name)];

    [Fact]
    public void Lists_every_policy_file() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Folder(), "../../infra/Policies"), "*.yaml").Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal),
        PolicyTemplates.All.Select(policy => policy.Name).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_a_template_for_the_kind_that_its_constraint_has(string name)
    {
        var policy = Policy(name);
        var template = policy.Read();
        Assert.Equal("templates.gatekeeper.sh/v1", template["apiVersion"]!.GetValue<string>());
        Assert.Equal("ConstraintTemplate", template["kind"]!.GetValue<string>());
        Assert.Equal(policy.Kind, template["spec"]!["crd"]!["spec"]!["names"]!["kind"]!.GetValue<string>());
        // Gatekeeper refuses a template with another name.
        Assert.Equal(policy.Kind.ToLowerInvariant(), template["metadata"]!["name"]!.GetValue<string>());
        Assert.NotEmpty(template["metadata"]!["annotations"]!["description"]!.GetValue<string>());
    }

    [Fact]
    public void Counts_every_resource_that_a_node_with_accelerators_offers() => Assert.Equal(
        [$"startswith(resource, \"{GpuNode.Domain}\")", $"startswith(resource, \"{NeuronNode.Resource}\")"],
        Directory.GetFiles(Path.Combine(Folder(), "../../infra/Policies"), "*.yaml").SelectMany(File.ReadLines)
            .Select(line => line.Trim()).Where(line => line.StartsWith("startswith(resource", StringComparison.Ordinal)).Distinct());

    [Fact]
    public void Gives_every_reader_a_template_of_its_own()
    {
        PolicyTemplates.GpuQuota.Read().Remove("metadata");

        Assert.NotNull(PolicyTemplates.GpuQuota.Read()["metadata"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_in_Rego_what_is_wrong_and_looks_at_every_container(string name)
    {
        var target = Assert.Single(Policy(name).Read()["spec"]!["targets"]!.AsArray())!;
        Assert.Equal("admission.k8s.gatekeeper.sh", target["target"]!.GetValue<string>());
        var rego = target["rego"]!.GetValue<string>();
        Assert.StartsWith($"package {Policy(name).Kind.ToLowerInvariant()}\n", rego, StringComparison.Ordinal);
        Assert.Matches(Violation(), rego);
        Assert.Contains("spec.containers[_]", rego, StringComparison.Ordinal);
        Assert.Contains("spec.initContainers[_]", rego, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Asks_for_the_inventory_that_it_reads(string name)
    {
        var template = Policy(name).Read();
        var reads = template["spec"]!["targets"]![0]!["rego"]!.GetValue<string>().Contains("data.inventory", StringComparison.Ordinal);
        var asks = template["metadata"]!["annotations"]!.AsObject().ContainsKey("metadata.gatekeeper.sh/requires-sync-data");
        Assert.Equal(reads, asks);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_samples_that_it_lets_in_and_samples_that_it_refuses(string name)
    {
        var test = Suite(name)["tests"]![0]!;
        Assert.Equal($"../../../infra/Policies/{name}.yaml", test["template"]!.GetValue<string>());
        var cases = test["cases"]!.AsArray();
        var verdicts = cases.Select(sample => sample!["assertions"]![0]!["violations"]!.GetValue<string>()).Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(["no", "yes"], verdicts);
        var used = cases.SelectMany(sample => (sample!["inventory"]?.AsArray() ?? []).Append(sample["object"]))
            .Select(file => file!.GetValue<string>()).Concat([test["constraint"]!.GetValue<string>(), "suite.yaml"]).Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(used, Directory.GetFiles(Path.Combine(Folder(), name)).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_samples_of_the_kind_that_its_constraint_matches(string name)
    {
        Assert.Equal(Policy(name).Kind, Load(name, "constraint.yaml")["kind"]!.GetValue<string>());
        Assert.All(Suite(name)["tests"]![0]!["cases"]!.AsArray(), sample =>
            Assert.Equal("Pod", Load(name, sample!["object"]!.GetValue<string>())["kind"]!.GetValue<string>()));
    }

    private static PolicyTemplate Policy(string name) => PolicyTemplates.All.Single(policy => policy.Name == name);

    private static JsonObject Suite(string name) => Load(name, "suite.yaml");

    private static JsonObject Load(string name, string file)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(Path.Combine(Folder(), name, file));
        yaml.Load(reader);
        return (JsonObject)Convert(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(child => KeyValuePair.Create(child.Key.ToString(), Convert(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"^violation\[\{""msg"": msg\}\] \{$", RegexOptions.Multiline)]
    private static partial Regex Violation();
}
