using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Tests.Planning;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Security;

public class GatekeeperTests
{
    [Fact]
    public void Fails_closed_for_pods_of_workloads_and_never_for_the_cluster_or_the_platform()
    {
        var values = ChartValues.Of(new Gatekeeper(), Fleet.Context("rke2"));
        Assert.Equal("Fail", values["validatingWebhookFailurePolicy"]!.GetValue<string>());
        Assert.Equal(
            [
                "ai-platform", "backup-canary", "cert-manager", "external-secrets", "gatekeeper-system", "gateway", "gpu-operator",
                "jobset-system", "keda", "kube-node-lease", "kube-public", "kube-system", "kuberay", "kueue-system", "longhorn-system",
                "lws-system", "metallb-system", "monitoring", "monitoring-nodes", "restore-drill", "rook-ceph", "velero",
            ],
            values["validatingWebhookExemptNamespacesLabels"]!["kubernetes.io/metadata.name"]!.AsArray()
                .Select(name => name!.GetValue<string>()));
        Assert.Equal(
            """
            [{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resources":["pods","pods/ephemeralcontainers"]},
            {"apiGroups":["resource.k8s.io"],"apiVersions":["*"],"operations":["CREATE"],
            "resources":["resourceclaims","resourceclaimtemplates"]}]
            """.ReplaceLineEndings(""),
            new JsonArray([.. values["validatingWebhookCustomRules"]!.AsArray().Take(2).Select(rule => rule!.DeepClone())]).ToJsonString());
    }

    [Fact]
    public void Leaves_alone_the_pods_that_mount_buckets()
    {
        var context = Fleet.Context("eks");
        var mounting = Clouds.Context(context.Platform, context.Cluster with
        {
            Storage = new() { Objects = [new() { Name = "models", Namespace = "chat", Bucket = "acme-models" }] },
        });

        Assert.DoesNotContain("mount-s3", new Gatekeeper().Exempt(context));
        Assert.Contains("mount-s3", new Gatekeeper().Exempt(mounting));
    }

    // A webhook for every namespace: with one replica, a restart would keep all of them from being created.
    [Theory]
    [InlineData("rke2", "Fail")]
    [InlineData("edge", "Ignore")]
    public void Checks_the_labels_of_namespaces_where_three_replicas_answer(string cluster, string policy) => Assert.Equal(
        policy, (string?)ChartValues.Of(new Gatekeeper(), Fleet.Context(cluster))["validatingWebhookCheckIgnoreFailurePolicy"]);

    [Fact]
    public void Never_waits_for_itself_in_the_namespaces_of_OpenShift()
    {
        var context = Fleet.Context("openshift");
        Assert.Equal(
            """[{"name":"not-openshift","expression":"!has(request.namespace) || !request.namespace.startsWith('openshift-')"}]""",
            ChartValues.Of(new Gatekeeper(), context)["validatingWebhookMatchConditions"]!.ToJsonString(Relaxed));
        Assert.Contains(
            "openshift-*",
            Single(new Gatekeeper(), "openshift", "Config", "config")["spec"]!["match"]![0]!["excludedNamespaces"]!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.All(Native("openshift"), policy => Assert.Contains(
            "!request.namespace.startsWith('openshift-')",
            policy["spec"]!["matchConditions"]!.AsArray().Select(condition => (string)condition!["expression"]!)));
        Assert.DoesNotContain("openshift-", string.Concat(Native("eks").Select(policy => policy.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Creates_what_a_policy_reads_before_the_policies_and_templates_before_constraints() => Assert.Equal(
        [
            "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "Config", "SyncSet", "ConstraintTemplate",
            "PlatformAllowedRegistries", "PlatformImageDigests", "PlatformHostAccess", "PlatformGpuIsolation", "PlatformGpuQuota",
            "PodMonitor",
        ],
        new Gatekeeper().Manifests(Fleet.Context("eks")).Select(manifest => manifest["kind"]!.GetValue<string>()).Distinct());

    [Fact]
    public void Lets_in_images_of_the_mirror_alone_where_there_is_one()
    {
        Assert.Equal("""["registry.acme.example/mirror"]""", Registries("eks-mirror").ToJsonString());
        Assert.Equal(
            """["docker.io","ghcr.io","mcr.microsoft.com","nvcr.io","public.ecr.aws","quay.io","registry.k8s.io"]""",
            Registries("eks").ToJsonString());
    }

    [Fact]
    public void Documents_the_registries_that_it_allows() => Assert.Contains(
        $"<value>{string.Join(", ", Infra.Catalogue.Registries.Public)}</value>",
        File.ReadAllText(Path.Combine(Repository.Root, "infra/AddOns/Security/Gatekeeper.cs")), StringComparison.Ordinal);

    [Theory]
    [InlineData(PolicyEnforcement.Deny, "deny", """["Deny"]""")]
    [InlineData(PolicyEnforcement.Warn, "warn", """["Warn","Audit"]""")]
    [InlineData(PolicyEnforcement.DryRun, "dryrun", """["Audit"]""")]
    public void Enforces_every_policy_as_the_stack_says(PolicyEnforcement enforcement, string action, string actions)
    {
        var manifests = new Gatekeeper { Enforcement = enforcement }.Manifests(Fleet.Context("eks")).ToArray();
        Assert.All(Constraints(manifests), constraint => Assert.Equal(action, (string?)constraint["spec"]!["enforcementAction"]));
        Assert.All(Bindings(manifests), binding => Assert.Equal(actions, binding["spec"]!["validationActions"]!.ToJsonString()));
    }

    [Fact]
    public void Only_tells_of_what_nearly_every_workload_would_break()
    {
        var manifests = new Gatekeeper().Manifests(Fleet.Context("eks")).ToArray();
        Assert.Equal(
            ["image-digests"],
            Constraints(manifests).Where(constraint => (string?)constraint["spec"]!["enforcementAction"] != "deny").Select(Name));
        Assert.Equal(
            ["platform-requests-and-limits", "platform-namespace-labels", "platform-progress-deadline"],
            Bindings(manifests).Where(binding => binding["spec"]!["validationActions"]!.ToJsonString() != """["Deny"]""").Select(Name));
    }

    [Fact]
    public void Enforces_a_policy_in_a_namespace_as_the_stack_says()
    {
        var said = new Gatekeeper
        {
            Enforcement = PolicyEnforcement.Warn,
            Policies = Said("gpu-quota", new() { Namespaces = Modes(("lab", PolicyEnforcement.DryRun), ("chat", PolicyEnforcement.Warn)) })
                .Add("pod-security", new() { Mode = PolicyEnforcement.Deny, Namespaces = Modes(("lab", PolicyEnforcement.Warn)) }),
        };
        Assert.Equal(
            """{"enforcementAction":"warn","excludedNamespaces":["lab"]}""", Enforced(said, "PlatformGpuQuota", "gpu-quota"));
        Assert.Equal("""{"enforcementAction":"dryrun","namespaces":["lab"]}""", Enforced(said, "PlatformGpuQuota", "gpu-quota-dry-run"));
        Assert.Contains("\"lab\"", Selected(said, "platform-pod-security", """["Deny"]""", "NotIn"), StringComparison.Ordinal);
        Assert.Equal("""["lab"]""", Selected(said, "platform-pod-security-warn", """["Warn","Audit"]""", "In"));
    }

    [Fact]
    public void Exempts_a_namespace_until_a_day_and_says_why()
    {
        var exemption = new PolicyExemption { Namespace = "legacy", Reason = "moves to digests", Until = "2027-03-31" };
        var said = new Gatekeeper
        {
            Policies = Said("host-access", new() { Exemptions = [exemption] }).Add("pod-security", new() { Exemptions = [exemption] }),
        };
        var constraint = Single(said, "eks", "PlatformHostAccess", "host-access");
        Assert.Equal(
            """{"exemptions":[{"namespace":"legacy","until":"2027-03-31T23:59:59Z"}]}""",
            constraint["spec"]!["parameters"]!.ToJsonString());
        var policy = Single(said, "eks", "ValidatingAdmissionPolicy", "platform-pod-security");
        Assert.Equal(
            "!(request.namespace == 'legacy' && timestamp(object.metadata.creationTimestamp) <= timestamp('2027-03-31T23:59:59Z'))",
            (string?)policy["spec"]!["matchConditions"]!.AsArray().Single(one => (string)one!["name"]! == "not-exempted")!["expression"]);
        Assert.All([constraint, policy], json => Assert.Equal(
            "until 2027-03-31: moves to digests", (string?)json["metadata"]!["annotations"]!["exemption.ai-platform/legacy"]));
    }

    [Theory]
    [InlineData("eks", "['service.beta.kubernetes.io/aws-load-balancer-internal: true', " +
        "'service.beta.kubernetes.io/aws-load-balancer-scheme: internal']")]
    [InlineData("aks", "['service.beta.kubernetes.io/azure-load-balancer-internal: true']")]
    [InlineData("rke2", "[]")]
    public void Knows_what_keeps_a_load_balancer_internal(string cluster, string annotations) => Assert.Equal(
        annotations, Variable(new(), Fleet.Context(cluster), "private-services", "internal"));

    // The namespace of a gateway has the Services of everybody's routes.
    [Fact]
    public void Keeps_Services_private_in_the_namespaces_of_the_platform_too() => Assert.Null(
        Single(new(), "eks", "ValidatingAdmissionPolicyBinding", "platform-private-services")["spec"]!["matchResources"]);

    // Spegel's nodes serve each other by a port; its own Service would be refused.
    [Fact]
    public void Leaves_ports_of_nodes_to_the_platform() => Assert.StartsWith(
        "['ai-platform', ", Variable(new(), Fleet.Context("eks"), "private-services", "platform"), StringComparison.Ordinal);

    [Fact]
    public void Leaves_out_of_every_policy_what_the_stack_exempts() => Assert.Equal(
        """["old"]""",
        Selected(new() { ExemptNamespaces = ["old"] }, "platform-private-services", """["Deny"]""", "NotIn"));

    [Fact]
    public void Lets_Services_be_public_where_endpoints_are()
    {
        var context = Fleet.Context("eks");
        var open = context with
        {
            Platform = context.Platform with { Sovereignty = context.Platform.Sovereignty with { Endpoints = EndpointAccess.Public } },
        };
        Assert.DoesNotContain("platform-private-services", new Gatekeeper().Manifests(open).Select(Name));
    }

    [Fact]
    public void Keeps_data_where_its_class_may_be()
    {
        var said = new Gatekeeper
        {
            DataClasses = ImmutableSortedDictionary<string, DataClassSpec>.Empty
                .Add("internal", new() { Locations = ["eu"], StorageClasses = ["fast", "shared"] })
                .Add("payroll", new() { Locations = ["ch"], StorageClasses = ["fast"] }),
        };
        Assert.Equal("{'internal': ['fast', 'shared']}", Variable(said, Fleet.Context("eks"), "data-residency", "allowed"));
        Assert.Equal("['internal', 'payroll']", Variable(said, Fleet.Context("eks"), "data-residency", "known"));
        var context = Fleet.Context("rke2");
        var swiss = context with
        {
            Platform = context.Platform with { Sites = [new() { Name = "berlin", Country = "CH", Operator = "ch" }] },
        };
        Assert.Equal("{'payroll': ['fast']}", Variable(said, swiss, "data-residency", "allowed"));
        Assert.DoesNotContain("platform-data-residency", new Gatekeeper().Manifests(context).Select(Name));
    }

    [Fact]
    public void Holds_GPU_containers_to_the_repositories_that_the_stack_names() => Assert.Equal(
        """{"repositories":["registry.acme.example/mirror/gpu"]}""",
        Single(new() { GpuRepositories = ["registry.acme.example/mirror/gpu"] }, "eks", "PlatformGpuImages", "gpu-images")
            ["spec"]!["parameters"]!.ToJsonString());

    [Fact]
    public void Synchronises_the_quotas_that_the_GPU_policy_looks_up() => Assert.Equal(
        """{"gvks":[{"group":"","version":"v1","kind":"ResourceQuota"}]}""",
        Single(new(), "eks", "SyncSet", "platform-policies")["spec"]!.ToJsonString());

    [Theory]
    [InlineData("rke2", 3, 2)]
    [InlineData("edge", 1, 0)]
    public void Keeps_a_webhook_while_a_node_is_drained(string cluster, int replicas, int least)
    {
        var values = ChartValues.Of(new Gatekeeper(), Fleet.Context(cluster));
        Assert.Equal(replicas, values["replicas"]!.GetValue<int>());
        Assert.Equal(least, values["pdb"]!["controllerManager"]!["minAvailable"]!.GetValue<int>());
    }

    private static System.Text.Json.JsonSerializerOptions Relaxed { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static ImmutableSortedDictionary<string, PolicySettings> Said(string name, PolicySettings settings) =>
        ImmutableSortedDictionary<string, PolicySettings>.Empty.Add(name, settings);

    private static ImmutableSortedDictionary<string, PolicyEnforcement> Modes(params (string Namespace, PolicyEnforcement Mode)[] modes) =>
        modes.ToImmutableSortedDictionary(mode => mode.Namespace, mode => mode.Mode);

    private static JsonObject Single(Gatekeeper gatekeeper, string cluster, string kind, string name) =>
        gatekeeper.Manifests(Fleet.Context(cluster)).Single(json => (string)json["kind"]! == kind && Name(json) == name);

    private static string Name(JsonObject json) => (string)json["metadata"]!["name"]!;

    private static IEnumerable<JsonObject> Native(string cluster) => new Gatekeeper().Manifests(Fleet.Context(cluster))
        .Where(json => (string)json["kind"]! == "ValidatingAdmissionPolicy");

    private static IEnumerable<JsonObject> Constraints(IEnumerable<JsonObject> manifests) =>
        manifests.Where(json => ((string)json["apiVersion"]!).StartsWith("constraints.", StringComparison.Ordinal));

    private static IEnumerable<JsonObject> Bindings(IEnumerable<JsonObject> manifests) =>
        manifests.Where(json => (string)json["kind"]! == "ValidatingAdmissionPolicyBinding");

    private static string Enforced(Gatekeeper gatekeeper, string kind, string name)
    {
        var spec = Single(gatekeeper, "eks", kind, name)["spec"]!.DeepClone().AsObject();
        var match = spec["match"]!.AsObject();
        match.Remove("kinds");
        spec.Remove("match");
        return new JsonObject([.. spec.Concat(match).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))])
            .ToJsonString();
    }

    private static string Selected(Gatekeeper gatekeeper, string name, string actions, string way)
    {
        var spec = Single(gatekeeper, "eks", "ValidatingAdmissionPolicyBinding", name)["spec"]!;
        Assert.Equal(actions, spec["validationActions"]!.ToJsonString());
        var expression = spec["matchResources"]!["namespaceSelector"]!["matchExpressions"]![0]!;
        Assert.Equal(way, (string?)expression["operator"]);
        return expression["values"]!.ToJsonString();
    }

    private static string Variable(Gatekeeper gatekeeper, ClusterContext context, string policy, string name) =>
        (string)gatekeeper.Manifests(context)
            .Single(json => (string)json["kind"]! == "ValidatingAdmissionPolicy" && Name(json) == $"platform-{policy}")
            ["spec"]!["variables"]!.AsArray().Single(variable => (string)variable!["name"]! == name)!["expression"]!;

    private static JsonNode Registries(string cluster) => new Gatekeeper().Manifests(Fleet.Context(cluster))
        .Single(manifest => manifest["kind"]!.GetValue<string>() == "PlatformAllowedRegistries")["spec"]!["parameters"]!["registries"]!;
}
