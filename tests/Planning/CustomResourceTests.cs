using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Components.Clusters.Aks;
using Infra.Components.Clusters.Aks.Parts;
using Infra.Planning;
using Infra.Policies;
using Infra.Tests.AddOns;
using Infra.Tests.AddOns.Scaling;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Planning;

/// <summary>What a cluster would refuse, or drop without a word, is refused by the plan: the custom resources of every add-on on every kind
/// of cluster, made wrong one place at a time.</summary>
public sealed class CustomResourceTests
{
    // What the definitions themselves leave open: keys that are the user's, a schema in a template, the kubelet's own configuration, what
    // Kubernetes says of placement.
    private static readonly HashSet<string> _open =
    [
        "annotations", "kubelet", "labels", "limits", "matchLabels", "nodeLabels", "nodeSelector", "openAPIV3Schema", "parameters",
        "placement", "requests", "tags",
    ];

    // Kinds of Kubernetes itself, which the schema of the provider's package has.
    private static readonly HashSet<string> _builtIn = ["v1", "admissionregistration.k8s.io/v1", "apps/v1", "policy/v1"];

    private static readonly Lazy<Task<IReadOnlyList<PlannedResource>>> _samples = new(SamplesAsync);

    // As if every plan held the platform's own templates.
    private static readonly PolicyTemplate[] _templates =
        [.. AdmissionPolicies.All.Select(policy => policy.Template).Where(template => !template.IsNative)];

    private static readonly ConstraintSchemas _constraints = new(_templates.Select(template => new PlannedResource(
        "urn", "kubernetes:templates.gatekeeper.sh/v1:ConstraintTemplate", template.Name, null, null, [], false, template.Read())));

    /// <summary>Every kind that the program makes.</summary>
    public static TheoryData<string> Kinds => [.. Types()];

    [Fact]
    public async Task Has_a_schema_for_every_kind_that_the_program_makes_and_for_no_other() => Assert.Equal(
        Types().Order(StringComparer.Ordinal),
        (await _samples.Value).Select(resource => resource.Type).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Accepts_every_custom_resource_of_every_add_on_on_every_kind_of_cluster() =>
        Assert.Empty(SchemaCheck.Check(await _samples.Value).Select(finding => $"{finding}"));

    [Fact]
    public void Takes_the_definitions_from_the_charts_that_it_installs()
    {
        var charts = AddOnList.All.Select(listing => listing.Chart)
            .Select(chart => $"chart {chart.Name} {chart.Version}").ToHashSet();
        var sources = Schemas().Select(group => (string)group.Value!["from"]!)
            .Where(from => from.StartsWith("chart ", StringComparison.Ordinal)).ToList();

        Assert.InRange(sources.Count, 8, int.MaxValue);
        Assert.All(sources, source => Assert.Contains(source, charts));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rejects_an_unknown_member_in_every_object(string type)
    {
        var accepted = await Mutate(type, SchemaCheck.UnknownProperty, (place, _) =>
        {
            if (place is not JsonObject json)
            {
                return null;
            }

            json["misspelt"] = true;
            return () => json.Remove("misspelt");
        });

        Assert.Empty(accepted.Wrong);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rejects_a_value_of_the_wrong_type_everywhere(string type)
    {
        var accepted = await Mutate(type, SchemaCheck.WrongType, (place, path) =>
        {
            if (path.Length == 0)
            {
                return null;
            }

            var wrong = place is JsonArray ? (JsonNode)new JsonObject() : new JsonArray();
            place.ReplaceWith(wrong);
            return () => wrong.ReplaceWith(place);
        });

        Assert.Empty(accepted.Wrong);
        Assert.InRange(accepted.Mutated, 4, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rejects_an_object_of_another_kind_or_version(string type)
    {
        var accepted = await Mutate(type, SchemaCheck.WrongValue, (place, path) =>
        {
            if (path is not (".kind" or ".apiVersion"))
            {
                return null;
            }

            var wrong = JsonValue.Create("misspelt");
            place.ReplaceWith(wrong);
            return () => wrong.ReplaceWith(place);
        });

        Assert.Empty(accepted.Wrong);
        Assert.InRange(accepted.Mutated, 2, int.MaxValue);
    }

    [Theory]
    [InlineData("kubernetes:ceph.rook.io/v1:CephBlockPool", "spec", "")]
    [InlineData("kubernetes:ceph.rook.io/v1:CephFilesystem", "spec.metadataServer.activeCount", ".spec.metadataServer")]
    [InlineData("kubernetes:cert-manager.io/v1:Certificate", "spec.issuerRef.name", ".spec.issuerRef")]
    [InlineData("kubernetes:cert-manager.io/v1:Certificate", "spec.secretName", ".spec")]
    [InlineData("kubernetes:cert-manager.io/v1:ClusterIssuer", "spec", "")]
    [InlineData("kubernetes:config.gatekeeper.sh/v1alpha1:Config", "metadata", "")]
    [InlineData("kubernetes:constraints.gatekeeper.sh/v1beta1:PlatformGpuQuota", "kind", "")]
    [InlineData("kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass", "metadata", "")]
    [InlineData("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "spec.amiSelectorTerms", ".spec")]
    [InlineData("kubernetes:karpenter.sh/v1:NodePool", "spec.template.spec.nodeClassRef.group", ".spec.template.spec.nodeClassRef")]
    [InlineData("kubernetes:karpenter.sh/v1:NodePool", "spec.template.spec.requirements.0.operator", ".spec.template.spec.requirements[0]")]
    [InlineData("kubernetes:metallb.io/v1beta1:IPAddressPool", "spec.addresses", ".spec")]
    [InlineData("kubernetes:metallb.io/v1beta1:L2Advertisement", "metadata", "")]
    [InlineData("kubernetes:nfd.openshift.io/v1:NodeFeatureDiscovery", "metadata", "")]
    [InlineData("kubernetes:nvidia.com/v1:ClusterPolicy", "spec.operator", ".spec")]
    [InlineData("kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector", "spec.config.service.pipelines", ".spec.config.service")]
    [InlineData("kubernetes:operators.coreos.com/v1:OperatorGroup", "metadata", "")]
    [InlineData("kubernetes:operators.coreos.com/v1alpha1:Subscription", "spec.source", ".spec")]
    [InlineData("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass", "driver", "")]
    [InlineData("kubernetes:syncset.gatekeeper.sh/v1alpha1:SyncSet", "metadata", "")]
    [InlineData("kubernetes:templates.gatekeeper.sh/v1:ConstraintTemplate", "apiVersion", "")]
    public async Task Rejects_an_object_without_what_its_kind_requires(string type, string member, string place)
    {
        var resource = await Sample(type, resource => Places.At(resource.Inputs, member) is not null);
        var name = member.Split('.')[^1];
        Places.At(resource.Inputs, member)!.Parent!.AsObject().Remove(name);

        var finding = Assert.Single(SchemaCheck.Check(resource, _constraints));

        Assert.Equal((SchemaCheck.MissingProperty, $"{resource.Name}{place}.{name}"), (finding.Code, finding.Path));
        Assert.EndsWith($" requires the property \"{name}\", which is missing.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubernetes:cert-manager.io/v1:Certificate", "spec.privateKey.algorithm", "\"ED448\"",
        "\"ED448\" is not allowed. Allowed: RSA, ECDSA, Ed25519.")]
    [InlineData("kubernetes:constraints.gatekeeper.sh/v1beta1:PlatformGpuQuota", "spec.enforcementAction", "\"refuse\"",
        "\"refuse\" is not allowed. Allowed: deny, dryrun, scoped, warn.")]
    [InlineData("kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass", "spec.gpu.mode", "\"none\"",
        "\"none\" is not allowed. Allowed: Driver, None.")]
    [InlineData("kubernetes:karpenter.azure.com/v1beta1:AKSNodeClass", "spec.osDiskSizeGB", "2049",
        "2049 is not allowed. Allowed: 30 to 2048.")]
    [InlineData("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "spec.metadataOptions.httpTokens", "\"yes\"",
        "\"yes\" is not allowed. Allowed: required, optional.")]
    [InlineData("kubernetes:karpenter.sh/v1:NodePool", "spec.disruption.consolidationPolicy", "\"Never\"",
        "\"Never\" is not allowed. Allowed: WhenEmpty, WhenEmptyOrUnderutilized, Balanced.")]
    [InlineData("kubernetes:karpenter.sh/v1:NodePool", "spec.disruption.consolidateAfter", "\"5 minutes\"",
        "\"5 minutes\" is not allowed. Allowed: text that matches ^(([0-9]+(s|m|h))+|Never)$.")]
    [InlineData("kubernetes:karpenter.sh/v1:NodePool", "spec.template.spec.taints.0.effect", "\"NoRun\"",
        "\"NoRun\" is not allowed. Allowed: NoSchedule, PreferNoSchedule, NoExecute.")]
    [InlineData("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass", "deletionPolicy", "\"Keep\"",
        "\"Keep\" is not allowed. Allowed: Delete, Retain.")]
    [InlineData("kubernetes:ceph.rook.io/v1:CephFilesystem", "spec.metadataServer.activeCount", "51",
        "51 is not allowed. Allowed: 1 to 50.")]
    public async Task Rejects_a_value_that_the_definition_does_not_allow(string type, string member, string value, string message)
    {
        var resource = await Sample(type, resource => Places.At(resource.Inputs, member) is not null);
        Places.At(resource.Inputs, member)!.ReplaceWith(JsonNode.Parse(value));

        Assert.Equal([message], SchemaCheck.Check(resource, _constraints).Select(finding => finding.Message));
    }

    [Fact]
    public async Task Holds_the_parameters_of_a_constraint_against_its_template()
    {
        var resource = await Sample("kubernetes:constraints.gatekeeper.sh/v1beta1:PlatformAllowedRegistries");
        resource.Inputs["spec"]!["parameters"]!["registry"] = "registry.acme.example";
        resource.Inputs["spec"]!["parameters"]!["registries"]!.AsArray().Add(7);
        var last = resource.Inputs["spec"]!["parameters"]!["registries"]!.AsArray().Count - 1;

        Assert.Equal(
            [
                $"PLAN003 error {resource.Name}.spec.parameters.registries[{last}]: expected a string, but found 7.",
                $"PLAN001 error {resource.Name}.spec.parameters.registry: {resource.Type}.spec.parameters has no property \"registry\". "
                    + "It has: exemptions, registries, teams.",
            ],
            SchemaCheck.Check(resource, _constraints).Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task Accepts_what_another_resource_returns_where_a_pattern_stands()
    {
        var resource = await Sample("kubernetes:karpenter.sh/v1:NodePool");
        resource.Inputs["spec"]!["disruption"]!["consolidateAfter"] = "${other.duration}";

        Assert.Empty(SchemaCheck.Check(resource, _constraints));
    }

    [Theory]
    [InlineData("kubernetes:example.com/v1:Widget")]
    [InlineData("kubernetes:karpenter.sh/v2:NodePool")]
    [InlineData("kubernetes:constraints.gatekeeper.sh/v1beta1:PlatformUnknown")]
    public void Warns_of_a_kind_without_a_schema(string type) => Assert.Equal(
        [
            $"PLAN005 warning x: the type {type} has no schema here, so its inputs are not checked and its outputs are unknown. "
                + "Add it to sdk/schemas.",
        ],
        SchemaCheck.Check([new PlannedResource("urn", type, "x", null, null, [], false, [])]).Select(finding => finding.ToString()));

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Schemas() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "sdk/schemas/crds.json")))!.AsObject()
            .Where(group => group.Value is JsonObject);

    // The kinds of constraints are those of the templates.
    private static IEnumerable<string> Types() =>
        from schema in Schemas()
        from kind in schema.Key.StartsWith("constraints.", StringComparison.Ordinal)
            ? _templates.Select(template => template.ConstraintKind)
            : schema.Value!["kinds"]!.AsArray().Select(kind => (string)kind!)
        select $"kubernetes:{schema.Key}:{kind}";

    // From every add-on on every kind of cluster, and from the storage of the repository's stacks.
    private static async Task<IReadOnlyList<PlannedResource>> SamplesAsync()
    {
        var plans = await Task.WhenAll(new[] { "dev", "prod", "local" }.Select(stack =>
            OwnStacks.PlanAsync(stack)));
        var planned = plans.SelectMany(plan => plan.Resources).Where(resource => Types().Contains(resource.Type));
        var manifests =
            from variant in Fleet.Contexts
            from addOn in AddOn.Of(variant.Context.Cluster)
            from json in addOn.Manifests(variant.Context)
            where !_builtIn.Contains((string)json["apiVersion"]!)
            select Planned(json);
        // AKS installs Karpenter itself, so its objects belong to no add-on.
        var provisioned = AksKarpenterPools.Manifests(new AksScope(Fleet.Platform, Fleet.AksKarpenter)).Select(Planned);
        // Those that teams make.
        var services = ServingExampleTests.All.Where(json => Types().Contains(Planned(json).Type));
        return [.. planned, .. manifests, .. provisioned, .. ScalingExamplesTests.All.Concat(services).Select(Planned)];
    }

    private static PlannedResource Planned(JsonObject json) => new(
        "urn", $"kubernetes:{json["apiVersion"]}:{json["kind"]}", (string)json["metadata"]!["name"]!, null, null, [], false, json);

    private static async Task<PlannedResource> Sample(string type, Func<PlannedResource, bool>? which = null)
    {
        var sample = (await _samples.Value).First(resource => resource.Type == type && (which is null || which(resource)));
        return sample with { Inputs = sample.Inputs.DeepClone().AsObject() };
    }

    /// <summary>Whether a definition takes anything there: which components a collector has, and their settings, only the collector
    /// knows, what a trigger takes only its scaler, and which labels pods have only who makes them.</summary>
    internal static bool IsOpen(string type, string path) =>
        (type.EndsWith(":OpenTelemetryCollector", StringComparison.Ordinal) && path.StartsWith(".spec.config", StringComparison.Ordinal))
        || (type.EndsWith(":ScaledObject", StringComparison.Ordinal) && path == ".spec.triggers[].metadata")
        || (type == "kubernetes:core/v1:Service" && path == ".spec.selector");

    // The places at which a change of the first object of each shape is not refused, and how many were tried.
    private static async Task<(IReadOnlyCollection<string> Wrong, int Mutated)> Mutate(
        string type, string code, Func<JsonNode, string, Action?> change)
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        var tried = new HashSet<string>(StringComparer.Ordinal);
        foreach (var original in (await _samples.Value).Where(resource => resource.Type == type))
        {
            var resource = original with { Inputs = original.Inputs.DeepClone().AsObject() };
            foreach (var (path, place) in Places.Of(resource.Inputs, _open).ToList())
            {
                if (tried.Contains(path) || IsOpen(type, path) || change(place, path) is not { } undo)
                {
                    continue;
                }

                tried.Add(path);
                if (!SchemaCheck.Check(resource, _constraints).Any(finding => finding.Code == code))
                {
                    wrong.Add(path);
                }

                undo();
            }
        }

        return (wrong, tried.Count);
    }
}
