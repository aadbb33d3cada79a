using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns.Observability;
using Infra.AddOns.Traffic;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Planning;
using Infra.Tests.AddOns.Traffic;
using Infra.Tests.Facts.Documents;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks;

/// <summary>The service in docs/examples, with its pool: what a team copies fits Kubernetes, the level <c>restricted</c> of pod security,
/// the platform's own names, and the numbers of docs/serving.md.</summary>
public class ServingExampleTests
{
    // docs/serving.md, "How long it may take".
    private const double ImageGB = 20, UnpackedGB = 45, ModelGB = 140;
    private const double NetworkGBs = 1.25, DiskGBs = 1, LoaderGBs = 1.1, CompileSeconds = 120;

    private static readonly IReadOnlyList<JsonObject> _service = Read("vllm.yaml");
    private static readonly IReadOnlyList<JsonObject> _pool = Read("inference-pool.yaml");

    private static JsonNode Deployment => One("Deployment")["spec"]!;

    private static JsonNode Pod => Deployment["template"]!["spec"]!;

    private static JsonNode Container => Assert.Single(Pod["containers"]!.AsArray())!;

    private static JsonNode Picker => One("Deployment", _pool)["spec"]!["template"]!["spec"]!;

    private static JsonNode PickerContainer => Assert.Single(Picker["containers"]!.AsArray())!;

    /// <summary>The objects of both files.</summary>
    internal static IEnumerable<JsonObject> All => _service.Concat(_pool);

    [Fact]
    public void Fits_the_schemas_of_Kubernetes_and_of_the_kinds_that_the_platform_knows()
    {
        var findings = SchemaCheck.Check([.. All.Select(each => new PlannedResource(
            "urn", Token(each), (string)each["kind"]!, null, "provider", [], false, each))]);
        Assert.Empty(findings.Where(finding => finding.Code != SchemaCheck.NoSchema).Select(finding => $"{finding}"));
        Assert.Empty(findings.Where(finding => finding.Code == SchemaCheck.NoSchema).Select(finding => finding.Path));
    }

    [Fact]
    public void Runs_at_the_level_restricted_of_pod_security()
    {
        Assert.Equal("restricted", (string?)One("Namespace")["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]);
        Assert.All([(Pod, Container), (Picker, PickerContainer)], each =>
        {
            var (pod, container) = each;
            Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
            Assert.Equal("RuntimeDefault", (string?)pod["securityContext"]!["seccompProfile"]!["type"]);
            var security = container["securityContext"]!;
            Assert.False((bool)security["allowPrivilegeEscalation"]!);
            Assert.Equal("""["ALL"]""", security["capabilities"]!["drop"]!.ToJsonString());
            Assert.All(
                ["hostNetwork", "hostPID", "hostIPC", "initContainers"],
                member => Assert.False(pod.AsObject().ContainsKey(member), member));
            Assert.Empty((pod["volumes"]?.AsArray() ?? []).SelectMany(volume => volume!.AsObject().Select(member => member.Key))
                .Except(["name", "persistentVolumeClaim", "emptyDir"]));
        });
    }

    [Fact]
    public void Goes_by_the_names_that_the_platform_gives()
    {
        Assert.True(One("Namespace")["metadata"]!["labels"]!.AsObject().ContainsKey(TeamConventions.NamespaceLabel));
        Assert.All([Container, PickerContainer], container => Assert.Matches("@sha256:[0-9a-f]{64}$", (string)container["image"]!));
        Assert.True(Pod["nodeSelector"]!.AsObject().ContainsKey(NodeConventions.PoolLabel));
        Assert.Equal(GpuNode.OfGpuNodes.Key, (string?)Assert.Single(Pod["tolerations"]!.AsArray())!["key"]);
        Assert.Equal(StorageClasses.Parallel, (string?)One("PersistentVolumeClaim")["spec"]!["storageClassName"]);
        Assert.All(
            One("ScaledObject")["spec"]!["triggers"]!.AsArray(),
            trigger => Assert.Equal(KubePrometheus.QueryUrl, (string?)trigger!["metadata"]!["serverAddress"]));
    }

    [Fact]
    public void Is_reached_through_the_gateway_of_the_platform_and_the_picker_of_its_pool()
    {
        var route = One("HTTPRoute", _pool)["spec"]!;
        Assert.Equal(EnvoyGateway.GatewayName, (string?)One("Namespace")["metadata"]!["labels"]![EnvoyGateway.GatewayLabel]);
        Assert.Equal("""[{"name":"platform","namespace":"gateway"}]""", route["parentRefs"]!.ToJsonString());
        Assert.Equal(
            """[{"group":"inference.networking.k8s.io","kind":"InferencePool","name":"llama"}]""",
            Assert.Single(route["rules"]!.AsArray())!["backendRefs"]!.ToJsonString());

        var pool = One("InferencePool", _pool)["spec"]!;
        Assert.Empty(Kinds.Mistakes(new InferenceExtension().Chart, One("InferencePool", _pool)));
        Assert.Equal(
            Deployment["selector"]!["matchLabels"]!.ToJsonString(), pool["selector"]!["matchLabels"]!.ToJsonString());
        Assert.Contains(Container["ports"]!.AsArray(), port =>
            (int)port!["containerPort"]! == (int)Assert.Single(pool["targetPorts"]!.AsArray())!["number"]!);
        var service = One("Service", _pool);
        Assert.Equal((string?)service["metadata"]!["name"], (string?)pool["endpointPickerRef"]!["name"]);
        Assert.Equal(
            (int)pool["endpointPickerRef"]!["port"]!["number"]!, (int)Assert.Single(service["spec"]!["ports"]!.AsArray())!["port"]!);
        Assert.Equal(
            One("Deployment", _pool)["spec"]!["selector"]!["matchLabels"]!.ToJsonString(), service["spec"]!["selector"]!.ToJsonString());
    }

    // Of what the picker may look at, a delivery by Argo CD may give away nothing that it may not itself.
    [Fact]
    public void Gives_the_picker_rights_that_a_delivery_has() => Assert.All(
        One("Role", _pool)["rules"]!.AsArray(),
        rule => Assert.All(rule!["resources"]!.AsArray(), resource => Assert.Contains(
            DeliveryRights.Rules,
            right => right.Groups.Contains((string)Assert.Single(rule["apiGroups"]!.AsArray())!)
                && right.Resources.Contains((string)resource!)
                && rule["verbs"]!.AsArray().All(verb => right.Verbs.Contains((string)verb!)))));

    // What the picker reads strictly when it starts (apix/config/v1alpha1 of llm-d/llm-d-router v0.10.0).
    [Fact]
    public void Holds_requests_longer_than_a_start_and_shorter_than_the_gateway_does()
    {
        var args = PickerContainer["args"]!.AsArray().Select(arg => (string)arg!).ToList();
        Assert.Contains($"--pool-name={One("InferencePool", _pool)["metadata"]!["name"]}", args);
        Assert.Contains("--metrics-endpoint-auth=false", args);
        var config = ReadYaml.Of(args[args.IndexOf("--config-text") + 1])!.AsObject();
        Assert.Equal(
            ["apiVersion", "kind", "featureGates", "flowControl", "plugins", "schedulingProfiles"], config.Select(member => member.Key));
        Assert.Equal(("llm-d.ai/v1alpha1", "EndpointPickerConfig"), ((string?)config["apiVersion"], (string?)config["kind"]));
        Assert.Equal("""["flowControl"]""", config["featureGates"]!.ToJsonString());
        var profile = Assert.Single(config["schedulingProfiles"]!.AsArray())!["plugins"]!.AsArray();
        Assert.Equal(
            config["plugins"]!.AsArray().Select(plugin => (string?)plugin!["type"]),
            profile.Select(plugin => (string?)plugin!["pluginRef"]));

        var held = Seconds(config["flowControl"]!["defaultRequestTTL"]);
        var routed = Seconds(One("HTTPRoute", _pool)["spec"]!["rules"]![0]!["timeouts"]!["request"]);
        Assert.InRange(held, Start, routed);
        Assert.Equal((int)Pod["terminationGracePeriodSeconds"]!, routed - held);
        Assert.Equal((int)Pod["terminationGracePeriodSeconds"]!, (int)Picker["terminationGracePeriodSeconds"]!);
        // Held requests are in its memory.
        Assert.Equal("1Gi", (string?)config["flowControl"]!["maxBytes"]);
        Assert.Equal("4Gi", (string?)PickerContainer["resources"]!["limits"]!["memory"]);
    }

    [Fact]
    public void Leaves_the_number_of_replicas_to_KEDA_and_starts_from_none()
    {
        Assert.False(Deployment.AsObject().ContainsKey("replicas"));
        Assert.Equal("llama", (string?)One("ScaledObject")["spec"]!["scaleTargetRef"]!["name"]);
        Assert.Equal(0, (int)One("ScaledObject")["spec"]!["minReplicaCount"]!);
        // The metric of the picker of its own pool (docs/metrics.md of llm-d/llm-d-router v0.10.0), which a monitor scrapes.
        Assert.StartsWith(
            """sum(llm_d_epp_flow_control_queue_size{namespace="chat", inference_pool="llama"})""",
            (string?)One("ScaledObject")["spec"]!["triggers"]![0]!["metadata"]!["query"], StringComparison.Ordinal);
        Assert.Equal(
            (string?)One("Deployment", _pool)["metadata"]!["labels"]!["app"],
            (string?)One("PodMonitor", _pool)["spec"]!["selector"]!["matchLabels"]!["app"]);
    }

    [Fact]
    public void Has_the_deadlines_that_the_page_computes_from_the_sizes()
    {
        var start = Start;
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

    // Twice, because the second replica shares disk and network with the first.
    private static double Start => 2 * Math.Round((ModelGB / Math.Min(NetworkGBs, LoaderGBs)) + CompileSeconds);

    private static double Seconds(JsonNode? duration) =>
        double.Parse(((string)duration!).TrimEnd('s'), CultureInfo.InvariantCulture);

    private static JsonObject One(string kind, IReadOnlyList<JsonObject>? file = null) =>
        Assert.Single(file ?? _service, each => (string?)each["kind"] == kind);

    private static IReadOnlyList<JsonObject> Read(string file) =>
        [.. File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", file)).Split("\n---\n")
            .Select(document => ReadYaml.Of(document)!.AsObject())];

    private static string Token(JsonObject manifest)
    {
        var version = (string)manifest["apiVersion"]!;
        return $"kubernetes:{(version.Contains('/', StringComparison.Ordinal) ? version : $"core/{version}")}:{(string)manifest["kind"]!}";
    }
}
