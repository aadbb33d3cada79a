using System.Collections.Immutable;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Conventions;
using Infra.Facts.Supply;
using Infra.Planning;
using Infra.Specification;

namespace Infra.Reports.Mirrors;

/// <summary>What a site without a way out brings in for a stack: images, charts, files, operators and packages, each once, sorted, with the
/// clusters that need it and its place in the mirror; and what the program cannot list. Pure.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Registry">Host and path of the mirror; null where neither the stack nor the caller names one.</param>
/// <param name="Images">The images.</param>
/// <param name="ImageLists">Lists of images that releases publish.</param>
/// <param name="Charts">The charts.</param>
/// <param name="Files">Releases for hosts, and plugins for whoever deploys.</param>
/// <param name="Operators">Packages for OpenShift.</param>
/// <param name="Packages">NuGet packages for whoever builds the program.</param>
/// <param name="Gaps">What is needed and cannot be listed.</param>
public sealed record MirrorReport(
    string Project, string Stack, string? Registry, ImmutableArray<MirrorImage> Images, ImmutableArray<MirrorImageList> ImageLists,
    ImmutableArray<MirrorChart> Charts, ImmutableArray<MirrorFile> Files, ImmutableArray<MirrorOperator> Operators,
    ImmutableArray<MirrorPackage> Packages, ImmutableArray<MirrorGap> Gaps)
{
    // What the engine reports of its own, and groups of this program.
    private static readonly ImmutableArray<string> _noProviders = ["infra", "pulumi"];

    /// <summary>Whether there is a plan, and so something to list.</summary>
    public bool IsEmpty => Packages.IsEmpty;

    /// <summary>What the plan of a stack needs; nothing for a stack without a plan.</summary>
    public static MirrorReport Of(PlatformPlan plan, MirrorSetting setting)
    {
        var registry = setting.Registry ?? plan.Platform?.Sovereignty.Registry;
        if (plan.Platform is not { } platform || plan.Resources.IsEmpty)
        {
            return new(plan.Project, plan.Stack, registry, [], [], [], [], [], [], []);
        }

        var target = platform with { Sovereignty = platform.Sovereignty with { Registry = registry } };
        var owner = plan.Owners();
        var resources = plan.Resources.ToLookup(owner, StringComparer.Ordinal);
        var images = platform.Clusters.ToDictionary(
            cluster => cluster.Name,
            cluster => new ClusterImages(Clouds.Context(platform, cluster), [.. resources[cluster.Name]], setting));
        var supplies = platform.Clusters.Select(cluster => (cluster.Name, Clouds.Of(cluster).Supply)).ToList();
        return new(
            plan.Project, plan.Stack, registry,
            [
                .. from use in images.Values.SelectMany(each => each.Uses)
                   group use by (use.Repository, use.Tag, use.Digest) into same
                   let image = new MirrorImage(
                       same.Key.Repository, same.Key.Tag, same.Key.Digest,
                       registry is null ? null : Mirror.Image(target, same.Key.Repository),
                       [.. same.Select(use => use.For).Distinct().Order(StringComparer.Ordinal)],
                       [.. same.Select(use => use.Cluster).Distinct()])
                   orderby image.Reference
                   select image,
            ],
            [
                .. from list in supplies.SelectMany(each => each.Supply.ImageLists.Select(url => (Url: url, each.Name)))
                   group list.Name by list.Url into same
                   orderby same.Key
                   select new MirrorImageList(same.Key, [.. same]),
            ],
            ChartsOf(target),
            [.. HostFiles(supplies, registry), .. Plugins(plan, registry)],
            Subscriptions(platform, resources),
            ProgramPackages.All,
            [
                .. from gap in images.SelectMany(each => each.Value.Gaps.Select(what => (What: what, Cluster: each.Key)))
                   group gap.Cluster by gap.What into same
                   orderby same.Key
                   select new MirrorGap(same.Key, [.. same.Distinct()]),
                new("the Pulumi CLI, the .NET SDK that global.json names, and what the NuGet packages depend on themselves", []),
            ]);
    }

    private static ImmutableArray<MirrorChart> ChartsOf(PlatformSpec target) =>
    [
        .. from cluster in target.Clusters
           let context = Clouds.Context(target, cluster)
           from addOn in AddOn.Of(cluster)
           where addOn.ByChart(context)
           group cluster.Name by addOn.Chart into same
           orderby same.Key.Name, same.Key.Version
           select new MirrorChart(
               same.Key.Name, same.Key.Repository, same.Key.Version,
               target.Sovereignty.Registry is null ? null : Mirror.Chart(target, same.Key.Name, same.Key.Repository).Chart,
               [.. same.Distinct()]),
    ];

    private static IEnumerable<MirrorFile> HostFiles(
        List<(string Name, NodeSupply Supply)> supplies, string? registry) =>
        from file in supplies.SelectMany(each => each.Supply.Files.Select(file => (File: file, each.Name)))
        group file.Name by file.File into same
        orderby same.Key.Url
        select new MirrorFile(
            same.Key.Name, same.Key.Url, same.Key.Sha256,
            registry is null ? null : $"{registry}/{same.Key.Repository}:{same.Key.Tag}", [.. same]);

    // Where the engine itself looks for them (https://www.pulumi.com/docs/iac/concepts/plugins/).
    private static IEnumerable<MirrorFile> Plugins(PlatformPlan plan, string? registry) =>
        from provider in plan.Resources.Select(resource => resource.Type.Split(':')[0]).Distinct().Except(_noProviders)
        let version = ProgramPackages.VersionOf(provider)
        let file = $"pulumi-resource-{provider}-v{version}-linux-amd64.tar.gz"
        orderby file
        select new MirrorFile(
            file, $"https://get.pulumi.com/releases/plugins/{file}", null,
            registry is null ? null : $"{registry}/pulumi/resource-{provider}:v{version}", []);

    // Each release of OpenShift has a catalogue of its own (docs.redhat.com, "Red Hat-provided Operator catalogs").
    private static ImmutableArray<MirrorOperator> Subscriptions(PlatformSpec platform, ILookup<string?, PlannedResource> resources) =>
    [
        .. from cluster in platform.Clusters
           from resource in resources[cluster.Name]
           where (string?)resource.Inputs["kind"] == "Subscription"
           let spec = resource.Inputs["spec"]!
           group cluster.Name by (
               Package: (string)spec["name"]!,
               Channel: (string)spec["channel"]!,
               Catalog: CatalogOf((string)spec["source"]!, cluster.DistributionRelease)) into same
           orderby same.Key.Catalog, same.Key.Package
           select new MirrorOperator(same.Key.Package, same.Key.Channel, same.Key.Catalog, [.. same.Distinct()]),
    ];
    private static string CatalogOf(string source, string? release) =>
        $"registry.redhat.io/redhat/{source.Replace("operators", "operator-index", StringComparison.Ordinal)}:v{release}";
}
