using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Observability;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Planning;
using Infra.Tests.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks;

/// <summary>The service in docs/examples: what a team copies fits Kubernetes, the level <c>restricted</c> of pod security, the platform's
/// own names, and the numbers of docs/serving.md.</summary>
public class ServingExampleTests
{
    // docs/serving.md, "How long it may take".
    private const double ImageGB = 20, UnpackedGB = 45, ModelGB = 140;
    private const double NetworkGBs = 1.25, DiskGBs = 1, LoaderGBs = 1.1, CompileSeconds = 120;

    private static readonly IReadOnlyList<JsonObject> _objects =
        [.. File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", "vllm.yaml")).Split("\n---\n")
            .Select(document => ReadYaml.Of(document)!.AsObject())];

    private static JsonNode Deployment => One("Deployment")["spec"]!;

    private static JsonNode Pod => Deployment["template"]!["spec"]!;

    private static JsonNode Container => Assert.Single(Pod["containers"]!.AsArray())!;

    [Fact]
    public void Fits_the_schemas_of_Kubernetes_and_of_the_kinds_that_the_platform_knows()
    {
        var findings = SchemaCheck.Check([.. _objects.Select(each => new PlannedResource(
            "urn", Token(each), (string)each["kind"]!, null, "provider", [], false, each))]);
        Assert.Empty(findings.Where(finding => finding.Code != SchemaCheck.NoSchema).Select(finding => $"{finding}"));
        Assert.Empty(
            findings.Where(finding => finding.Code == SchemaCheck.NoSchema).Select(finding => finding.Path).Except(["ScaledObject"]));
    }

    [Fact]
    public void Runs_at_the_level_restricted_of_pod_security()
    {
        Assert.Equal("restricted", (string?)One("Namespace")["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]);
        Assert.True((bool)Pod["securityContext"]!["runAsNonRoot"]!);
        Assert.Equal("RuntimeDefault", (string?)Pod["securityContext"]!["seccompProfile"]!["type"]);
        var security = Container["securityContext"]!;
        Assert.False((bool)security["allowPrivilegeEscalation"]!);
        Assert.Equal("""["ALL"]""", security["capabilities"]!["drop"]!.ToJsonString());
        Assert.All(
            ["hostNetwork", "hostPID", "hostIPC", "initContainers"], member => Assert.False(Pod.AsObject().ContainsKey(member), member));
        Assert.Empty(Pod["volumes"]!.AsArray().SelectMany(volume => volume!.AsObject().Select(member => member.Key))
            .Except(["name", "persistentVolumeClaim", "emptyDir"]));
    }

    [Fact]
    public void Goes_by_the_names_that_the_platform_gives()
    {
        Assert.True(One("Namespace")["metadata"]!["labels"]!.AsObject().ContainsKey(TeamConventions.NamespaceLabel));
        Assert.Matches("@sha256:[0-9a-f]{64}$", (string)Container["image"]!);
        Assert.True(Pod["nodeSelector"]!.AsObject().ContainsKey(NodeConventions.PoolLabel));
        Assert.Equal(GpuNode.OfGpuNodes.Key, (string?)Assert.Single(Pod["tolerations"]!.AsArray())!["key"]);
        Assert.Equal(StorageClasses.Parallel, (string?)One("PersistentVolumeClaim")["spec"]!["storageClassName"]);
        Assert.All(
            One("ScaledObject")["spec"]!["triggers"]!.AsArray(),
            trigger => Assert.Equal(KubePrometheus.QueryUrl, (string?)trigger!["metadata"]!["serverAddress"]));
    }

    [Fact]
    public void Leaves_the_number_of_replicas_to_KEDA_and_starts_from_none()
    {
        Assert.False(Deployment.AsObject().ContainsKey("replicas"));
        Assert.Equal("llama", (string?)One("ScaledObject")["spec"]!["scaleTargetRef"]!["name"]);
        Assert.Equal(0, (int)One("ScaledObject")["spec"]!["minReplicaCount"]!);
    }

    [Fact]
    public void Has_the_deadlines_that_the_page_computes_from_the_sizes()
    {
        var load = ModelGB / Math.Min(NetworkGBs, LoaderGBs);
        var start = 2 * Math.Round(load + CompileSeconds);
        var image = 2 * Math.Round((ImageGB / NetworkGBs) + (UnpackedGB / DiskGBs));
        var probe = Container["startupProbe"]!;
        Assert.Equal(Math.Ceiling(start / 10), (int)probe["failureThreshold"]!);
        Assert.Equal(10, (int)probe["periodSeconds"]!);

        var deadline = (Autoscaling.ProvisionMinutes * 60) + image + start;
        Assert.Equal(Math.Ceiling(deadline / 60) * 60, (int)Deployment["progressDeadlineSeconds"]!);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "serving.md"));
        Assert.All(
            [start, image, deadline],
            seconds => Assert.Contains($"{seconds.ToString("N0", CultureInfo.InvariantCulture)} s", page, StringComparison.Ordinal));
    }

    private static JsonObject One(string kind) => Assert.Single(_objects, each => (string?)each["kind"] == kind);

    private static string Token(JsonObject manifest)
    {
        var version = (string)manifest["apiVersion"]!;
        return $"kubernetes:{(version.Contains('/', StringComparison.Ordinal) ? version : $"core/{version}")}:{(string)manifest["kind"]!}";
    }
}
