using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.AddOns;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Tests.SdkSurface;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Policies;

/// <summary>What can be held of the policies without a policy engine. What they let in and refuse is in the suites of their folders, which
/// <c>verify.mjs</c> beside this file runs with real engines; <c>.ci/run</c> calls it.</summary>
public sealed class PolicyTests
{
    private const string Common = "\nreviewed {\n  not settled\n  not exempt\n}\n";

    // What gives a pod a GPU that nobody assigned to it, or a place beside one; the policy and the sample that show that it is refused.
    private static readonly (string Policy, string Sample)[] _waysRound =
    [
        ("host-access", "privileged"),
        ("host-access", "privileged-init-container"),
        ("host-access", "privileged-ephemeral-container"),
        ("host-access", "gpu-device-of-the-host"),
        ("host-access", "sockets-of-the-kubelet"),
        ("host-access", "host-network"),
        ("host-access", "host-processes"),
        ("host-access", "host-ipc"),
        ("gpu-isolation", "all-gpus-by-variable"),
        ("gpu-isolation", "gpus-by-a-variable-from-elsewhere"),
        ("gpu-isolation", "gpus-by-variable-in-an-init-container"),
        ("gpu-isolation", "gpus-by-variable-in-an-ephemeral-container"),
        ("gpu-isolation", "gpus-by-a-prefix-of-the-variable"),
        ("gpu-isolation", "gpu-by-mount"),
        ("gpu-isolation", "runtime-of-nvidia-without-a-gpu"),
        ("gpu-isolation", "devices-by-annotation"),
        ("gpu-variables", "key-that-names-gpus"),
        ("gpu-variables", "key-of-a-secret"),
        ("gpu-quota", "gpu-in-a-namespace-without-quota"),
        ("gpu-quota", "pod-with-a-claim-without-quota"),
        ("gpu-quota", "claim-without-quota"),
        ("gpu-quota", "claim-template-without-quota"),
        ("gpu-quota", "quota-that-counts-only-some-pods"),
        ("gpu-tolerations", "toleration-without-a-gpu"),
        ("gpu-tolerations", "toleration-of-everything"),
        ("gpu-tolerations", "toleration-added-to-a-pod-that-waits"),
        ("allowed-registries", "public-image-volume"),
        ("pod-security", "capability"),
    ];

    public static TheoryData<string> Names => [.. AdmissionPolicies.All.Select(policy => policy.Name)];

    public static TheoryData<string> Rego => [.. Of(native: false)];

    public static TheoryData<string> Native => [.. Of(native: true)];

    [Fact]
    public void Lists_every_folder_of_a_policy() => Assert.Equal(
        Directory.GetDirectories(Folder()).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        AdmissionPolicies.All.Select(policy => policy.Name).Order(StringComparer.Ordinal)!);

    [Fact]
    public void Gives_every_reader_a_template_of_its_own()
    {
        Policy("gpu-quota").Template.Read().Remove("metadata");

        Assert.NotNull(Policy("gpu-quota").Template.Read()["metadata"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_it_refuses(string name)
    {
        var description = Policy(name).Template.Description;
        Assert.EndsWith(".", description, StringComparison.Ordinal);
        Assert.StartsWith("# ", File.ReadAllText(Path.Combine(Folder(), name, "template.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rego))]
    public void Is_a_template_that_Gatekeeper_takes(string name)
    {
        var template = Policy(name).Template.Read();
        Assert.Equal("templates.gatekeeper.sh/v1", template["apiVersion"]!.GetValue<string>());
        // Gatekeeper refuses a template with another name, and a package of another one would be read by nobody.
        var lower = Policy(name).Template.ConstraintKind.ToLowerInvariant();
        Assert.Equal(lower, template["metadata"]!["name"]!.GetValue<string>());
        var target = Assert.Single(template["spec"]!["targets"]!.AsArray())!;
        Assert.Equal("admission.k8s.gatekeeper.sh", target["target"]!.GetValue<string>());
        Assert.StartsWith($"package {lower}\n", target["rego"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    // A violation that does not ask would freeze what it should leave alone.
    [Theory]
    [MemberData(nameof(Rego))]
    public void Leaves_alone_what_goes_and_what_is_exempt(string name)
    {
        var rego = RegoOf(name);
        Assert.Contains(Common, rego, StringComparison.Ordinal);
        Assert.Equal(
            Regex.Count(rego, @"^violation\[", RegexOptions.Multiline),
            Regex.Count(rego, @"^violation\[\{""msg"": msg\}\] \{\n  reviewed\n", RegexOptions.Multiline));
        Assert.Contains("input.review.object.metadata.deletionTimestamp", rego, StringComparison.Ordinal);
        Assert.Contains("time.now_ns() < time.parse_rfc3339_ns(exemption.until)", rego, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rego))]
    public void Looks_at_every_container(string name)
    {
        var rego = RegoOf(name);
        Assert.Contains("spec.containers[_]", rego, StringComparison.Ordinal);
        Assert.Contains("spec.initContainers[_]", rego, StringComparison.Ordinal);
        Assert.Contains("spec.ephemeralContainers[_]", rego, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rego))]
    public void Asks_for_the_inventory_that_it_reads(string name)
    {
        var reads = RegoOf(name).Contains("data.inventory", StringComparison.Ordinal);
        var asks = Policy(name).Template.Read()["metadata"]!["annotations"]!.AsObject()
            .ContainsKey("metadata.gatekeeper.sh/requires-sync-data");
        Assert.Equal(reads, asks);
    }

    [Theory]
    [MemberData(nameof(Native))]
    public void Is_a_policy_that_the_API_server_takes(string name)
    {
        var policy = Policy(name).Template.Read();
        Assert.Equal("admissionregistration.k8s.io/v1", policy["apiVersion"]!.GetValue<string>());
        Assert.Equal($"platform-{name}", policy["metadata"]!["name"]!.GetValue<string>());
        var spec = policy["spec"]!;
        // It is evaluated in the API server, so nothing can be down.
        Assert.Equal("Fail", spec["failurePolicy"]!.GetValue<string>());
        Assert.All(spec["validations"]!.AsArray(), validation =>
            Assert.True(validation!["message"] is not null || validation["messageExpression"] is not null));
        // Whoever deletes takes finalizers away by updates.
        var rules = spec["matchConstraints"]!["resourceRules"]!.ToJsonString();
        Assert.Equal(
            rules.Contains("UPDATE", StringComparison.Ordinal),
            spec["matchConditions"]!.ToJsonString().Contains("object.metadata.deletionTimestamp", StringComparison.Ordinal));
        // Kubernetes empties a namespace that goes, and is not kept from it.
        Assert.True(
            !rules.Contains("DELETE", StringComparison.Ordinal)
            || spec["matchConditions"]!.ToJsonString().Contains("system:serviceaccount:kube-system:", StringComparison.Ordinal));
    }

    [Fact]
    public void Counts_every_resource_that_a_node_with_accelerators_offers() => Assert.All(
        ["gpu-images", "gpu-isolation", "gpu-quota", "gpu-tolerations", "progress-deadline"],
        name => Assert.All([GpuNode.Domain, NeuronNode.Resource], resource =>
            Assert.Contains(resource, Text(name), StringComparison.Ordinal)));

    [Fact]
    public void Knows_the_taints_and_the_labels_of_the_platform()
    {
        Assert.All(
            [GpuNode.Taint, NeuronNode.Taint], taint => Assert.Contains($"'{taint}'", Text("gpu-tolerations"), StringComparison.Ordinal));
        Assert.All(
            [TeamConventions.NamespaceLabel, TeamConventions.CostCentreLabel, TeamConventions.DataClassLabel],
            label => Assert.Contains($"'{label}'", Text("namespace-labels"), StringComparison.Ordinal));
        Assert.Contains($"'{TeamConventions.DataClassLabel}'", Text("data-residency"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_samples_that_it_lets_in_and_samples_that_it_refuses(string name)
    {
        var test = Assert.Single(Suite(name)["tests"]!.AsArray())!;
        Assert.Equal("template.yaml", test["template"]!.GetValue<string>());
        var cases = test["cases"]!.AsArray();
        Assert.Equal(
            ["no", "yes"],
            cases.Select(sample => sample!["assertions"]![0]!["violations"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal));
        var used = cases.SelectMany(sample => (sample!["inventory"]?.AsArray() ?? []).Append(sample["object"]))
            .Select(file => file!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            used, Directory.GetFiles(Path.Combine(Folder(), name, "samples")).Select(file => $"samples/{Path.GetFileName(file)}")
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rego))]
    public void Tries_its_samples_with_a_constraint_of_its_kind(string name)
    {
        var constraint = Load(name, "constraint.yaml");
        Assert.Equal(Policy(name).Template.ConstraintKind, constraint["kind"]!.GetValue<string>());
        Assert.Equal("constraint.yaml", Suite(name)["tests"]![0]!["constraint"]!.GetValue<string>());
        Assert.Equal(
            Policy(name).Kinds.SelectMany(kinds => kinds.Kinds),
            constraint["spec"]!["match"]!["kinds"]!.AsArray().SelectMany(kinds => kinds!["kinds"]!.AsArray())
                .Select(kind => kind!.GetValue<string>()));
    }

    [Fact]
    public void Knows_why_the_platform_does_what_it_keeps_teams_from()
    {
        var known = Read(Path.Combine(Repository.Root, "tests/Policies/platform.yaml"));
        Assert.Empty(known.Select(policy => policy.Key).Except(AdmissionPolicies.All.Select(policy => policy.Name)));
        Assert.Empty(known.SelectMany(policy => policy.Value!.AsObject().Select(reason => reason.Key))
            .Except(["all", "platform", .. AddOnList.All.Select(addOn => addOn.Chart.Name)]));
    }

    // The suites are run by an engine; this holds that none of the ways is taken out of them.
    [Fact]
    public void Refuses_each_way_round_the_device_plugin() => Assert.All(_waysRound, way =>
    {
        var sample = Suite(way.Policy)["tests"]![0]!["cases"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == way.Sample)!;
        Assert.Equal("yes", sample["assertions"]![0]!["violations"]!.GetValue<string>());
        Assert.Equal(PolicyEnforcement.Deny, Policy(way.Policy).Mode);
    });

    private static AdmissionPolicy Policy(string name) => AdmissionPolicies.All.Single(policy => policy.Name == name);

    private static IEnumerable<string> Of(bool native) =>
        AdmissionPolicies.All.Where(policy => policy.Template.IsNative == native).Select(policy => policy.Name);

    private static string RegoOf(string name) => Policy(name).Template.Read()["spec"]!["targets"]![0]!["rego"]!.GetValue<string>();

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder(), name, "template.yaml"));

    private static JsonObject Suite(string name) => Load(name, "suite.yaml");

    private static JsonObject Load(string name, string file) => Read(Path.Combine(Folder(), name, file));

    private static JsonObject Read(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(path);
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

    private static string Folder() => Path.Combine(Repository.Root, "infra/Policies");
}
