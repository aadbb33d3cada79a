using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Gpu;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Infra.Planning;

namespace Infra.Reports.Mirrors;

/// <summary>The images of one cluster: those of its add-ons' tables, of its planned objects, of its hosts and of the roads that its teams
/// take; and what of them the program cannot know.</summary>
internal sealed class ClusterImages
{
    private const string Release = "kubernetes:helm.sh/v3:Release";

    // The paths of all images that the program knows: a stack names what it wants in its mirror by the path alone.
    private static readonly Lazy<Dictionary<string, string>> _known = new(() =>
        AddOnList.All.SelectMany(addOn => addOn.Images).Select(image => image.Repository)
            .Concat(RoadImages.All.Select(image => ImageUse.Of(image.Reference, "", "").Repository))
            .Concat([Busybox.Repository, Curl.Repository, Pause.Repository])
            .Distinct()
            .ToDictionary(Mirror.Path, StringComparer.Ordinal));

    private readonly ClusterContext _context;
    private readonly MirrorSetting _setting;
    private readonly List<ImageUse> _uses = [];
    private readonly List<string> _gaps = [];

    /// <summary>Collects them.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="resources">Its planned resources.</param>
    /// <param name="setting">What the plan does not say.</param>
    public ClusterImages(ClusterContext context, ImmutableArray<PlannedResource> resources, MirrorSetting setting)
    {
        (_context, _setting) = (context, setting);
        foreach (var addOn in AddOn.Of(context.Cluster).Where(addOn => addOn.ByChart(context)))
        {
            var values = resources.FirstOrDefault(resource =>
                resource.Type == Release && (string?)resource.Inputs["name"] == addOn.Chart.Name)?.Inputs["values"];
            Add(addOn, values);
        }

        foreach (var reference in resources.SelectMany(PlannedImages.Of).Distinct())
        {
            AddPlanned(reference);
        }

        var supply = context.Cloud.Supply;
        _uses.AddRange(supply.Images.Select(image => ImageUse.Of(image, "nodes", context.Cluster.Name)));
        if (supply.Unknown is { } unknown)
        {
            _gaps.Add(unknown);
        }

        if (TeamPlaces.On(context.Platform, context.Cluster).Any())
        {
            _uses.AddRange(RoadImages.All.Select(image => ImageUse.Of(image.Reference, $"road {image.Road}", context.Cluster.Name)));
            _gaps.Add("what teams name themselves: images of their services and jobs, and models");
        }
    }

    /// <summary>The images, with what starts them.</summary>
    public IEnumerable<ImageUse> Uses => _uses;

    /// <summary>What the program cannot know, as sentences without their period.</summary>
    public IEnumerable<string> Gaps => _gaps;

    private void Add(AddOn addOn, JsonNode? values)
    {
        foreach (var image in addOn.Images.Where(image => image.On(_context.Cloud) && !IsOff(values, image.Path)))
        {
            var tag = image.TagOn(_context.Cloud);
            List<string?> tags =
                image.NodeSuffix is null ? [tag] : [.. OnNodes(image.NodeSuffix).Select(suffix => $"{tag}-{suffix}")];
            _uses.AddRange(tags.DefaultIfEmpty().Select(each => ImageUse.Of(image.Repository, each, addOn.Key, _context.Cluster.Name)));
            if (tags.Count == 0)
            {
                _gaps.Add(
                    $"the tags of {image.Repository}, {tag}-{image.NodeSuffix} for each kind of GPU node: give --node-os"
                    + (NeedsKernel(image.NodeSuffix!) ? " and --kernel" : ""));
            }
            else if (tag is null)
            {
                _gaps.Add($"the tag of {image.Repository}, which is that of the chart {addOn.Chart.Name} {addOn.Chart.Version}");
            }

            if (addOn is GpuOperator { DriverPrecompiled: false, DriverRepositories.IsEmpty: true } && image.NodeSuffix is not null)
            {
                _gaps.Add("headers of the nodes' kernels and a compiler for the GPU driver, from the archive of their distribution");
            }
        }
    }

    private void AddPlanned(string reference)
    {
        var name = _context.Cluster.Name;
        var use = ImageUse.Of(reference, "platform", name);
        if (_context.Platform.Sovereignty.Registry is { } mirror
            && reference.StartsWith($"{mirror}/", StringComparison.Ordinal))
        {
            if (!_known.Value.TryGetValue(use.Repository[(mirror.Length + 1)..], out var repository))
            {
                _gaps.Add($"the source of {reference}, which the stack names in its mirror");
                return;
            }

            use = use with { Repository = repository };
        }

        if (!_uses.Any(other => (other.Repository, other.Tag, other.Digest) == (use.Repository, use.Tag, use.Digest)))
        {
            _uses.Add(use);
        }
    }

    // A component that the values turn off starts nothing.
    private static bool IsOff(JsonNode? values, string? path)
    {
        foreach (var part in path?.Split('.') ?? [])
        {
            values = values is JsonObject map ? map[part] : null;
            if (values is JsonObject component && component["enabled"] is JsonValue enabled && enabled.TryGetValue<bool>(out var on) && !on)
            {
                return true;
            }
        }

        return false;
    }

    private List<string> OnNodes(string suffix) =>
    [
        .. from system in _setting.NodeSystems
           from kernel in NeedsKernel(suffix) ? _setting.Kernels : [""]
           select suffix.Replace("{os}", system, StringComparison.Ordinal)
               .Replace("{kernel}", kernel, StringComparison.Ordinal)
               .Replace("{arch}", "amd64", StringComparison.Ordinal),
    ];

    private static bool NeedsKernel(string suffix) => suffix.Contains("{kernel}", StringComparison.Ordinal);
}
