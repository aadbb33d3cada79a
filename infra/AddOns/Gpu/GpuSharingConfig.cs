using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;
using Infra.Specification.Gpu;

namespace Infra.AddOns.Gpu;

/// <summary>The documents that tell the nodes of a cluster how their GPUs are shared: for the device plugin one for each way of sharing,
/// for the MIG manager one with all layouts. A node picks its own by the labels of <see cref="GpuNode"/>, whose values are the keys
/// here.</summary>
public static class GpuSharingConfig
{
    /// <summary>Name of the config map with the documents of the device plugin.</summary>
    public const string DevicePluginMap = "platform-device-plugin";

    /// <summary>Name of the config map with the layouts of the MIG manager.</summary>
    public const string MigMap = "platform-mig-layouts";

    private const string AllBalanced = "all-balanced";

    /// <summary>How MIG devices appear on the nodes of a cluster: by profile (<c>mixed</c>), so that a pool can name the profile; as whole
    /// GPUs (<c>single</c>) where the autoscaler knows no other name, which is possible because all GPUs of a node have one profile; or not
    /// at all if a pool uses MPS. The operator gives every device plugin the same strategy, and a plugin that serves MPS stops on
    /// <c>mixed</c> (NVIDIA/k8s-device-plugin, cmd/nvidia-device-plugin/main.go, validateFlags).</summary>
    public static string MigStrategy(IReadOnlyCollection<GpuNode> nodes) =>
        nodes.Any(node => node.Sharing is MpsGpu) ? "none" : nodes.Any(node => node.KeepsGpuName) ? "single" : "mixed";

    /// <summary>Whether the MIG manager cuts GPUs of nodes that it may restart for it.</summary>
    public static bool MayRestart(CloudFacts cloud, IEnumerable<GpuNode> nodes) =>
        cloud.MayRestartNodes && nodes.Any(node => node is { Sharing: MigGpu, ImageAdvertises: false });

    /// <summary>Whether pools of one cluster use both MIG and MPS, which one GPU Operator cannot serve; a rule refuses it.</summary>
    public static bool Clash(IReadOnlyCollection<GpuNode> nodes) =>
        nodes.Any(node => node.Sharing is MpsGpu) && nodes.Any(node => node.Sharing is MigGpu);

    /// <summary>Configurations of the device plugin by key.</summary>
    public static JsonObject DevicePlugin(IEnumerable<GpuNode> nodes)
    {
        var documents = new SortedDictionary<string, string>(StringComparer.Ordinal) { [GpuNode.Exclusive] = Document(null) };
        foreach (var node in nodes)
        {
            documents[node.DevicePluginConfig] = node.Sharing switch
            {
                TimeSlicedGpu slices => Document(Shared(node, "timeSlicing", slices.Replicas, "failRequestsGreaterThanOne")),
                MpsGpu slices => Document(Shared(node, "mps", slices.Replicas)),
                _ => documents[GpuNode.Exclusive],
            };
        }

        return [.. documents.Select(document => KeyValuePair.Create(document.Key, (JsonNode?)document.Value))];
    }

    /// <summary>The configuration of the MIG manager: every layout for the models of the cluster, one without MIG, and a balanced
    /// one.</summary>
    public static JsonObject MigManager(IEnumerable<GpuNode> nodes)
    {
        var models = nodes.Select(node => node.Model).Where(model => !model.MigProfiles.IsEmpty)
            .DistinctBy(model => model.Id).OrderBy(model => model.Id, StringComparer.Ordinal).ToImmutableArray();
        var layouts = new JsonObject
        {
            [GpuNode.AllDisabled] = new JsonArray(new JsonObject { ["devices"] = "all", ["mig-enabled"] = false }),
        };
        var profiles = models.SelectMany(model => model.MigProfiles).Select(profile => profile.Name);
        foreach (var profile in profiles.Distinct().Order(StringComparer.Ordinal))
        {
            Add(layouts, GpuNode.MigLayout(profile), models, model => [.. model.MigProfiles.Where(own => own.Name == profile)]);
        }

        Add(layouts, AllBalanced, models, Balanced);
        return new JsonObject { ["config.yaml"] = Yaml.Write(new JsonObject { ["version"] = "v1", ["mig-configs"] = layouts }) };
    }

    // Two of the smallest profile, one of twice and one of three times its compute, if the model has them: NVIDIA's balanced layout.
    private static ImmutableArray<MigProfile> Balanced(GpuModel model) =>
    [
        .. new[] { ("1g.", 2), ("2g.", 1), ("3g.", 1) }
            .SelectMany(part => model.MigProfiles.Where(profile => profile.Name.StartsWith(part.Item1, StringComparison.Ordinal)).Take(1)
                .Select(profile => profile with { Count = part.Item2 })),
    ];

    // One entry if all models have the same layout; otherwise one for each model, selected by device id.
    private static void Add(
        JsonObject layouts, string layout, ImmutableArray<GpuModel> models, Func<GpuModel, ImmutableArray<MigProfile>> cut)
    {
        var cuts = models.Select(model => (Model: model, Profiles: cut(model))).Where(entry => !entry.Profiles.IsEmpty).ToList();
        if (cuts.Count == 0)
        {
            return;
        }

        var alike = cuts.All(entry => Devices(entry.Profiles).SequenceEqual(Devices(cuts[0].Profiles)));
        layouts[layout] = new JsonArray(
        [
            .. (alike ? cuts.Take(1) : cuts).Select(entry =>
            {
                var part = alike ? [] : new JsonObject { ["device-filter"] = KubernetesObject.Texts(entry.Model.DeviceIds) };
                part["devices"] = "all";
                part["mig-enabled"] = true;
                part["mig-devices"] = new JsonObject(Devices(entry.Profiles).Select(
                    device => KeyValuePair.Create(device.Name, (JsonNode?)device.Count)));
                return part;
            }),
        ]);

        static IEnumerable<(string Name, int Count)> Devices(ImmutableArray<MigProfile> profiles) =>
            profiles.Select(profile => (profile.Name, profile.Count));
    }

    private static string Document(JsonObject? sharing)
    {
        var document = new JsonObject { ["version"] = "v1" };
        if (sharing is not null)
        {
            document["sharing"] = sharing;
        }

        return Yaml.Write(document);
    }

    // Renamed to GpuNode.SharedResource, so that nobody mistakes a shared GPU for a whole one, except where it must keep its name.
    private static JsonObject Shared(GpuNode node, string mode, int replicas, string? flag = null)
    {
        var shares = new JsonObject { ["renameByDefault"] = !node.KeepsGpuName };
        if (flag is not null)
        {
            shares[flag] = true;
        }

        shares["resources"] = new JsonArray(new JsonObject { ["name"] = GpuNode.Resource, ["replicas"] = replicas });
        return new JsonObject { [mode] = shares };
    }
}
