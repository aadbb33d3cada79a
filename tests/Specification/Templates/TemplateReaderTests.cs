using System.Globalization;
using Infra.AddOns.Scaling;
using Infra.Catalogue;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Stacks;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Specification.Templates;

/// <summary>Sites that are like each other are written once, and a line for each.</summary>
public class TemplateReaderTests
{
    private const string Edge = """
        edge:
              kind: on-prem
              region: works
              distribution: k3s
              profile: edge
              version: "1.35"
              addOns: { velero: null, keda: { watchNamespace: chat } }
              pools: [{ name: gpu, nodes: 1, gpu: { model: l4, count: 1 } }]
        """;

    private const string Hub = "{ like: edge, name: centre, profile: standard, role: hub, kubeconfigSecret: centre }";

    [Fact]
    public async Task Accepts_twenty_factories_in_twenty_lines()
    {
        var factories = Enumerable.Range(1, 20).Select(number => string.Create(CultureInfo.InvariantCulture, $"f{number:00}")).ToList();
        var lines = factories.Select(name => $"{{ like: edge, name: {name}, kubeconfigSecret: {name} }}").ToList();
        var inputs = Inputs(Edge, [Hub, .. lines]);

        var plan = await Preflight.PlanAsync(inputs);

        Assert.Empty(SoundStack.Others(plan.Findings).Where(finding => finding.IsError));
        Assert.Equal(["centre", .. factories], plan.Platform!.Clusters.Select(cluster => cluster.Name));
        Assert.All(factories, name => Assert.Contains(plan.Resources, resource => resource.Name == $"{name}-gpu-operator"));
        Assert.All(
            plan.Platform.Clusters,
            cluster => Assert.Equal(Distribution.K3s, Assert.IsType<OnPremClusterSpec>(cluster).Distribution));
    }

    [Fact]
    public async Task Accepts_the_sites_of_the_page()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "on-prem.md"));
        var begin = text.IndexOf("```yaml\n  ai-platform:sites:\n    - { name: works", StringComparison.Ordinal) + "```yaml\n".Length;
        var sites = text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
        using var project = new ProjectFolder(Above + sites + Secrets("centre", "f01", "f02", "f03"));

        var check = Preflight.Check(StackFile.Read(project.Directory, "test"));

        Assert.Empty(SoundStack.Others(check.Findings).Where(finding => finding.IsError));
        Assert.Equal(["1.35", "1.35", "1.34", "1.35"], check.Platform!.Clusters.Select(cluster => cluster.Version));
        Assert.Equal([1, 1, 1, 2], check.Platform.Clusters.Select(cluster => Assert.IsType<OnPremClusterSpec>(cluster).Pools[0].Nodes));
    }

    [Fact]
    public void Merges_objects_replaces_lists_and_removes_with_null()
    {
        var platform = Preflight.Read(Inputs(
            $"{Edge}\n      network: {{ cidr: 10.1.0.0/24, podCidr: 10.2.0.0/16 }}",
            Hub, "{ like: edge, name: f01, kubeconfigSecret: f01, network: { cidr: 10.3.0.0/24, podCidr: null }, pools: [] }")).Platform!;

        var factory = Assert.IsType<OnPremClusterSpec>(platform.Clusters[1]);
        Assert.Equal("10.3.0.0/24", factory.Network!.Cidr);
        Assert.Null(factory.Network.PodCidr);
        Assert.Empty(factory.Pools);
    }

    [Fact]
    public void Keeps_what_a_site_removes_from_its_add_ons()
    {
        var platform = Preflight.Read(Inputs(
            Edge, Hub, "{ like: edge, name: f01, kubeconfigSecret: f01, addOns: { opentelemetry-operator: null } }")).Platform!;

        Assert.Equal(["opentelemetry-operator", "velero"], platform.Clusters[1].RemovedAddOns.Order(StringComparer.Ordinal));
        Assert.Contains(platform.Clusters[1].AddOns, addOn => addOn is Keda);
    }

    [Fact]
    public void Lets_a_template_be_like_another()
    {
        var platform = Preflight.Read(Inputs(
            $"{Edge}\n    old: {{ like: edge, version: \"1.34\" }}", Hub, "{ like: old, name: f01, kubeconfigSecret: f01 }")).Platform!;

        Assert.Equal("1.34", platform.Clusters[1].Version);
    }

    [Fact]
    public void Tells_of_a_mistake_in_a_template_at_the_line_of_each_site()
    {
        var inputs = Inputs(
            Edge.Replace("count: 1", "count: one", StringComparison.Ordinal), Hub, "{ like: edge, name: f01, kubeconfigSecret: f01 }");

        var findings = Preflight.Check(inputs).Findings.Where(finding => finding.Code == "SPEC006").ToList();

        Assert.Equal(
            ["clusters[0].pools[0].gpu.count", "clusters[1].pools[0].gpu.count"], findings.Select(finding => finding.Path));
        Assert.All(findings, finding => Assert.Equal("found \"one\", expected a whole number.", finding.Message));
        Assert.Equal(inputs.PlaceOf("clusters[1]"), findings[1].Place);
    }

    [Theory]
    [InlineData("egde", "there is no template \"egde\". Did you mean \"edge\"? Allowed: edge.")]
    [InlineData("[]", "found a list, expected the name of a template.")]
    public void Rejects_a_template_that_is_not_there(string like, string message) => Assert.Equal(
        message,
        Assert.Single(
            Errors(Inputs(Edge, Hub, $"{{ like: {like}, name: f01, kubeconfigSecret: f01 }}")),
            finding => finding.Path == "clusters[1].like").Message);

    [Fact]
    public void Rejects_a_template_that_is_like_itself() => Assert.Equal(
        ["SPEC015 error templates.b.like: a template cannot be like itself: a is like b is like a."],
        Errors(Inputs($"{Edge}\n    a: {{ like: b }}\n    b: {{ like: a }}", Hub, "{ like: a, name: f01 }", "{ like: a, name: f02 }"))
            .Select(finding => finding.ToString()));

    [Theory]
    [InlineData("edge: []", "SPEC006 error templates.edge: found a list, expected an object with members of a cluster.")]
    [InlineData("edge", "SPEC006 error templates: found \"edge\", expected a list or an object.")]
    public void Rejects_templates_that_are_no_objects(string templates, string line) =>
        Assert.Contains(line, Errors(Inputs(templates, Hub)).Select(finding => finding.ToString()));

    private const string Above = """
        config:
          pulumi:disable-default-providers: ["*"]
          ai-platform:organization: acme
          ai-platform:sovereignty: { locations: [eu], operators: [eu], registry: registry.acme.example/mirror }

        """;

    private static IEnumerable<Finding> Errors(StackInputs inputs) => Preflight.Check(inputs).Findings.Where(finding => finding.IsError);

    private static string Secrets(params IEnumerable<string> names) =>
        string.Concat(names.Select(name => $"  ai-platform:{name}: {{ secure: \"v1:AAAA\" }}\n"));

    private static StackInputs Inputs(string templates, params string[] clusters)
    {
        var list = string.Concat(clusters.Select(cluster => $"    - {cluster}\n"));
        var names = clusters.Select(cluster => cluster.Split("name: ")[1].Split([',', ' '])[0]);
        var given = templates.Contains(':', StringComparison.Ordinal) ? $"\n    {templates}" : $" {templates}";
        using var project = new ProjectFolder(
            $"{Above}  ai-platform:sites: [{{ name: works, country: DE, operator: eu }}]\n  ai-platform:templates:{given}\n" +
            $"  ai-platform:clusters:\n{list}{Secrets(names)}");
        return StackFile.Read(project.Directory, "test");
    }
}
