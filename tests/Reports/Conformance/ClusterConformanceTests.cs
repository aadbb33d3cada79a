using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Planning;
using Infra.Reports;
using Infra.Reports.Conformance;
using Infra.Tests.AddOns;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Conformance;

public sealed class ClusterConformanceTests
{
    private static readonly Lazy<Task<PlatformPlan>> _prod = new(() => OwnStacks.PlanAsync("prod"));

    [Fact]
    public void Has_the_requirements_of_the_checklist()
    {
        Assert.Equal(8, ConformanceChecklist.All.Count(requirement => requirement.Must));
        Assert.Equal(6, ConformanceChecklist.All.Count(requirement => !requirement.Must));
        Assert.Equal(14, ConformanceChecklist.All.Select(requirement => requirement.Id).Distinct().Count());
        Assert.Equal(
            ["accelerators", "networking", "schedulingOrchestration", "observability", "security", "operator"],
            ConformanceChecklist.All.Select(requirement => requirement.Group).Distinct());
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Answers_every_requirement_with_resources_of_the_cluster_or_a_reason(string stack)
    {
        var plan = await OwnStacks.PlanAsync(stack);
        var clusters = ClusterConformance.Of(plan);
        Assert.Equal(plan.Platform!.Clusters.Select(cluster => cluster.Name), clusters.Select(cluster => cluster.Cluster.Name));
        Assert.All(clusters, cluster => Assert.All(cluster.Answers, each =>
        {
            Assert.Equal(each.Answer.State != ConformanceState.Configured, each.Answer.Note.Length > 0);
            Assert.Equal(
                each.Answer.State is ConformanceState.Configured or ConformanceState.Incomplete, !each.Answer.Evidence.IsEmpty);
            Assert.All(each.Answer.Evidence, evidence =>
            {
                Assert.Contains(evidence.Resource, plan.Resources);
                Assert.StartsWith($"{cluster.Cluster.Name}-", evidence.Resource.Name, StringComparison.Ordinal);
            });
        }));
    }

    [Theory]
    [InlineData("keda", "pod_autoscaling", "missing: KEDA")]
    [InlineData("kube-prometheus-stack", "ai_service_metrics", "missing: a Prometheus that scrapes every namespace")]
    [InlineData("gpu-operator", "accelerator_metrics", "missing: an exporter that is scraped")]
    public async Task Believes_the_plan_and_not_what_the_stack_asks_for(string chart, string id, string note)
    {
        var plan = await _prod.Value;
        var without = plan with
        {
            Resources = [.. plan.Resources.Where(resource =>
                resource.Type != "kubernetes:helm.sh/v3:Release" || (string?)resource.Inputs["name"] != chart)],
        };

        Assert.Equal(ConformanceState.Configured, Answer(plan, "frankfurt", id).State);
        Assert.Equal(note, Answer(without, "frankfurt", id).Note);
    }

    [Fact]
    public async Task Counts_a_gateway_for_pools_only_where_it_asks_endpoint_pickers()
    {
        var plan = await OwnStacks.PlanAsync("prod");
        const string id = "advanced_inference_ingress", pools = "config.envoyGateway.extensionManager.backendResources";
        Assert.All(plan.Platform!.Clusters.Where(cluster => Infra.Facts.Clouds.Of(cluster).HighlyAvailable), cluster =>
        {
            var answer = Answer(plan, cluster.Name, id);
            Assert.Equal((ConformanceState.Configured, ""), (answer.State, answer.Note));
            Assert.Contains(answer.Evidence, each => each.Setting == pools);
        });
        foreach (var release in plan.Resources.Where(each => (string?)each.Inputs["name"] == "gateway-helm"))
        {
            release.Inputs["values"]!.AsObject().Remove("config");
        }

        Assert.Equal("missing: a gateway that asks endpoint pickers", Answer(plan, "frankfurt", id).Note);
    }

    // Its controller is Istio, which knows the kind from OpenShift 4.22 on.
    [Theory]
    [InlineData("1.35", "")]
    [InlineData("1.34", "missing: a gateway that asks endpoint pickers")]
    public void Counts_the_gateway_of_OpenShift_where_it_serves_pools(string version, string note)
    {
        PlannedResource[] resources =
        [
            Planned("kubernetes:helm.sh/v3:Release", """
                { "name": "inference-extension", "chart": "./inference-extension", "version": "v1.6.0" }
                """),
            Planned("kubernetes:gateway.networking.k8s.io/v1:GatewayClass", "{}"),
        ];
        var cluster = new PlannedCluster(
            Infra.Facts.Clouds.Context(Fleet.Platform, Fleet.OpenShift with { Version = version }), [.. resources]);

        Assert.Equal(note, ConformanceChecklist.All.Single(each => each.Id == "advanced_inference_ingress").Answer(cluster).Note);

        static PlannedResource Planned(string type, string inputs) =>
            new("urn", type, "paris", null, null, [], false, JsonNode.Parse(inputs)!.AsObject());
    }

    [Fact]
    public async Task Counts_a_policy_only_where_it_denies()
    {
        var plan = await OwnStacks.PlanAsync("prod");
        Assert.Equal(ConformanceState.Configured, Answer(plan, "frankfurt", "secure_accelerator_access").State);
        foreach (var policy in plan.Resources.Where(each => each.Type.StartsWith("kubernetes:constraints.", StringComparison.Ordinal)))
        {
            policy.Inputs["spec"]!["enforcementAction"] = "warn";
        }

        Assert.Equal(
            "missing: an admission policy against ways round the device plugin",
            Answer(plan, "frankfurt", "secure_accelerator_access").Note);
    }

    [Fact]
    public async Task Counts_Kueue_only_where_it_starts_all_pods_or_none()
    {
        var plan = await _prod.Value;
        var cluster = new PlannedCluster(
            Infra.Facts.Clouds.Context(plan.Platform!, plan.Platform!.Clusters[0]), [.. plan.Resources]);

        Assert.Empty(cluster.Installed("no-such-add-on"));
        Assert.DoesNotContain(
            ConformanceChecklist.All.Single(each => each.Id == "gang_scheduling").Answer(cluster with { Resources = [] }).Evidence,
            evidence => evidence.Setting is not null);
    }

    [Theory]
    [InlineData("berlin", "cluster_autoscaling", "a site has a fixed number of machines, and no autoscaler")]
    [InlineData("frankfurt", "virtualized_accelerator", "no pool has virtual GPUs")]
    public async Task Says_why_a_requirement_does_not_apply(string cluster, string id, string reason)
    {
        var answer = Answer(await _prod.Value, cluster, id);
        Assert.Equal((ConformanceState.NotApplicable, reason), (answer.State, answer.Note));
    }

    [Fact]
    public async Task Shows_the_pools_that_grow_with_their_limits()
    {
        var settings = Answer(await _prod.Value, "sweden", "cluster_autoscaling").Evidence.Select(each => each.Setting).ToList();
        Assert.Contains("maxCount is 6", settings);
        Assert.Contains("enableAutoScaling is true", settings);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Fits_into_eighty_columns_and_never_says_that_anything_was_proved(string stack)
    {
        var (exitCode, output) = await RunAsync(stack, "text");

        Assert.Equal(0, exitCode);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("Nothing was run", output, StringComparison.Ordinal);
        foreach (var format in new[] { "text", "json", "yaml" })
        {
            Assert.DoesNotContain("passed", (await RunAsync(stack, format)).Output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Writes_a_checklist_for_each_cluster()
    {
        var checklists = JsonNode.Parse((await RunAsync("prod", "json")).Output)!.AsArray();
        var plan = await _prod.Value;

        Assert.Equal(plan.Platform!.Clusters.Length, checklists.Count);
        Assert.Equal("v1.35", (string)checklists[0]!["metadata"]!["kubernetesVersion"]!);
        Assert.All(checklists, checklist => Assert.All(checklist!["spec"]!.AsObject().SelectMany(group => group.Value!.AsArray()), row =>
        {
            Assert.Equal(["id", "level", "status", "evidence", "notes"], row!.AsObject().Select(member => member.Key));
            Assert.Contains((string)row["status"]!, (string[])["Implemented", "Partially Implemented", "Not Implemented", "N/A"]);
            Assert.EndsWith("; not run", (string)row["notes"]!, StringComparison.Ordinal);
            Assert.All(row["evidence"]!.AsArray(), urn => Assert.StartsWith("urn:pulumi:prod::", (string)urn!, StringComparison.Ordinal));
        }));
        var yaml = (await RunAsync("prod", "yaml")).Output;
        Assert.Equal(checklists.Count, yaml.Split("metadata:\n").Length - 1);
    }

    [Fact]
    public void Says_nothing_of_a_stack_without_a_plan() =>
        Assert.Empty(ClusterConformance.Of(new PlatformPlan(null, "ai-platform", "test", [], [])));

    private static ConformanceAnswer Answer(PlatformPlan plan, string cluster, string id) => ClusterConformance.Of(plan)
        .Single(each => each.Cluster.Name == cluster).Answers.Single(each => each.Requirement.Id == id).Answer;

    private static async Task<(int ExitCode, string Output)> RunAsync(string stack, string format)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(["conformance", stack, "--format", format, "-C", Repository.Root], output, error);
        Assert.Equal("", error.ToString());
        return (exitCode, output.ToString());
    }
}
