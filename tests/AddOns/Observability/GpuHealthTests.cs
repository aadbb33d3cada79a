using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Infra.AddOns.Contracts;
using Infra.AddOns.Observability;
using Infra.Facts;
using Infra.Specification.Gpu;
using Infra.Tests.Cli;

namespace Infra.Tests.AddOns.Observability;

/// <summary>The script runs against a curl that answers from files and writes down what would change; no cluster has run it.</summary>
public sealed partial class GpuHealthTests : IDisposable
{
    private const string Mark = """{"metadata":{"labels":{"ai-platform/gpu-health":"failed"}},"spec":{"unschedulable":true}}""";
    private readonly string _world = Directory.CreateTempSubdirectory("gpu-health").FullName;

    public GpuHealthTests()
    {
        File.WriteAllText(Path.Combine(_world, "token"), "secret");
        Answer("marked");
        Answer("mended");
        Answer("all", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8");
    }

    public void Dispose() => Directory.Delete(_world, recursive: true);

    [Fact]
    public void Marks_and_cordons_a_node_with_a_failed_GPU_and_says_so_in_a_condition()
    {
        Failed("n1");
        Assert.Equal("n1 has a failed GPU: cordoned\n", Run());
        Assert.Equal(
            [
                $"https://kubernetes/api/v1/nodes/n1 {Mark}",
                """
                https://kubernetes/api/v1/nodes/n1/status {"status":{"conditions":[{"type":"GpuHealthy","status":"False",
                "reason":"GpuFailed","message":"see docs/runbooks/GpuFailed.md","lastHeartbeatTime":"now","lastTransitionTime":"now"}]}}
                """.ReplaceLineEndings(""),
            ],
            Changes());
    }

    [Fact]
    public void Leaves_a_node_alone_that_it_has_marked_already()
    {
        Failed("n1");
        Answer("marked", "n1");
        Assert.Equal("", Run());
        Assert.Empty(Changes());
    }

    [Fact]
    public void Takes_no_more_than_a_quarter_of_the_nodes()
    {
        Failed("n1", "n2", "n3");
        Assert.Equal(
            "n1 has a failed GPU: cordoned\nn2 has a failed GPU: cordoned\n" +
            "n3 has a failed GPU, but 2 nodes are out of service already, and 2 may be: left as it is\n",
            Run());
    }

    [Fact]
    public void Takes_one_of_few_nodes()
    {
        Answer("all", "n1", "n2");
        Failed("n1");
        Assert.Equal("n1 has a failed GPU: cordoned\n", Run());
    }

    [Fact]
    public void Removes_its_mark_once_somebody_has_uncordoned_the_node()
    {
        Failed();
        Answer("marked", "n1", "n2");
        Answer("mended", "n2");
        Assert.Equal("n2 was uncordoned and has no failed GPU: mark removed\n", Run());
        Assert.Equal(
            """https://kubernetes/api/v1/nodes/n2 {"metadata":{"labels":{"ai-platform/gpu-health":null}}}""", Changes()[0]);
        Assert.Contains("\"status\":\"True\"", Changes()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_its_mark_while_the_error_is_still_seen_so_that_it_does_not_cordon_again()
    {
        Failed("n1");
        Answer("marked", "n1");
        Answer("mended", "n1");
        Assert.Equal("", Run());
    }

    [Theory]
    [InlineData("query")]
    [InlineData("marked")]
    [InlineData("all")]
    public void Changes_nothing_when_it_does_not_know_everything(string missing)
    {
        Failed("n1");
        File.Delete(Path.Combine(_world, missing));
        Assert.Equal("Prometheus or the API server did not answer; nothing was changed\n", Run());
        Assert.Empty(Changes());
    }

    [Theory]
    [InlineData("eks", true)] // the MIG manager cuts the GPUs of one pool
    [InlineData("aks", true)]
    [InlineData("rke2", true)]
    [InlineData("edge", false)]
    [InlineData("openshift", false)]
    public void Runs_where_nobody_else_takes_the_nodes_away(string cluster, bool runs)
    {
        var context = Fleet.Context(cluster);
        Assert.Equal(runs, GpuHealth.IsNeeded(context.Cloud));
        Assert.Equal(
            runs ? ["ServiceAccount", "ClusterRole", "ClusterRoleBinding", "ConfigMap", "Deployment"] : [],
            GpuHealth.Manifests(context).Select(made => made["kind"]!.GetValue<string>()));
    }

    [Fact]
    public void Leaves_nodes_to_EKS_that_EKS_repairs() => Assert.False(GpuHealth.IsNeeded(Fleet.In(Fleet.Platform, Fleet.Eks with
    {
        Pools = [Fleet.Eks.Pools[0] with { Gpu = new() { Sharing = new ExclusiveGpu() } }],
    }).Cloud));

    [Fact]
    public void May_list_and_mark_nodes_and_nothing_else()
    {
        var role = GpuHealth.Manifests(Fleet.Context("aks")).Single(made => made["kind"]!.GetValue<string>() == "ClusterRole");
        Assert.Equal(
            """[{"apiGroups":[""],"resources":["nodes"],"verbs":["list","patch"]},""" +
            """{"apiGroups":[""],"resources":["nodes/status"],"verbs":["patch"]}]""",
            role["rules"]!.ToJsonString());
    }

    [Fact]
    public void Comes_from_the_mirror()
    {
        var pod = GpuHealth.Manifests(Clouds.Context(Fleet.Mirrored, Fleet.Context("aks").Cluster)).Last()["spec"]!["template"]!["spec"]!;
        Assert.Equal($"{Fleet.Registry}/curlimages/curl:8.20.0", pod["containers"]![0]!["image"]!.GetValue<string>());
    }

    // Helm reads the objects as a template.
    [Fact]
    public void Contains_nothing_that_Helm_would_replace() => Assert.DoesNotContain("{{", GpuHealth.Text, StringComparison.Ordinal);

    [Fact]
    public void Is_installed_by_the_chart() => Assert.Contains(
        "\"Deployment\"",
        ChartValues.Of(new KubePrometheus(), Fleet.Context("aks"))["extraManifests"]!.ToJsonString(),
        StringComparison.Ordinal);

    private void Failed(params string[] nodes)
    {
        var series = string.Join(',', nodes.Select(node => $"{{\"metric\":{{\"node\":\"{node}\"}},\"value\":[1,\"1\"]}}"));
        File.WriteAllText(
            Path.Combine(_world, "query"), $"{{\"status\":\"success\",\"data\":{{\"resultType\":\"vector\",\"result\":[{series}]}}}}");
    }

    // As the API server writes it for curl: indented.
    private void Answer(string question, params string[] nodes)
    {
        var items = string.Join(
            ",\n", nodes.Select(node => $"{{\n  \"metadata\": {{\n    \"name\": \"{node}\",\n    \"uid\": \"u\"\n  }}\n}}"));
        File.WriteAllText(
            Path.Combine(_world, question),
            $"{{\n  \"kind\": \"PartialObjectMetadataList\",\n  \"metadata\": {{\n    \"resourceVersion\": \"1\"\n  }},\n" +
            $"  \"items\": [{items}]\n}}\n");
    }

    private string[] Changes()
    {
        var log = Path.Combine(_world, "changes");
        return File.Exists(log) ? [.. File.ReadAllLines(log).Select(line => Moment().Replace(line, "now"))] : [];
    }

    private string Run()
    {
        var (exit, said, error) = ProgramOfItsOwn.RunScript(GpuHealth.Text, new()
        {
            ["PATH"] = $"{Path.Combine(Folder(), "Curl")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["WORLD"] = _world,
            ["ACCOUNT"] = _world,
            ["KUBERNETES"] = "https://kubernetes",
            ["PROMETHEUS"] = "http://prometheus",
        });
        Assert.Equal("", error);
        Assert.Equal(0, exit);
        return said;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")]
    private static partial Regex Moment();
}
