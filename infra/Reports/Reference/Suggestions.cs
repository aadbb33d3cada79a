using Infra.Catalogue;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Infra.Specification.Reading;

namespace Infra.Reports.Reference;

/// <summary>What the catalogue knows of a key whose words are not fixed: an editor offers it, and a rule says what is wrong with
/// others.</summary>
internal static class Suggestions
{
    /// <summary>The known words of a key; none if the catalogue says nothing of it.</summary>
    /// <param name="owner">The record that has the key.</param>
    /// <param name="key">Its name.</param>
    internal static string[] For(Type owner, string key) => (owner.Name, key) switch
    {
        (nameof(SovereigntySpec), "locations" or "operators") or (nameof(SiteSpec), "operator") => [.. Jurisdictions.All.Keys],
        (nameof(GpuSpec), "model") => [.. GpuModels.All.Keys],
        (nameof(MigGpu), "profile") =>
        [
            .. GpuModels.All.Values.SelectMany(model => model.MigProfiles).Select(profile => profile.Name).Distinct()
                .Order(StringComparer.Ordinal),
        ],
        (_, "region") when owner.IsAssignableTo(typeof(CloudClusterSpec)) => [.. CloudOf(owner).ClusterRegions],
        (_, "version") when owner.IsAssignableTo(typeof(CloudClusterSpec)) => [.. CloudOf(owner).Versions],
        (_, "machine") when owner.IsAssignableTo(typeof(CloudNodePoolSpec)) => [.. CloudOf(ClusterWith(owner)).Machines.Keys],
        _ => [],
    };

    private static CloudProfile CloudOf(Type cluster) => ((CloudClusterSpec)Activator.CreateInstance(cluster)!).Cloud;

    private static Type ClusterWith(Type pool) => RecordContract.Of(typeof(ClusterSpec)).Cases.Select(known => known.Type).First(
        cluster => RecordContract.Of(cluster).Members.Any(member => RecordContract.Of(member.Property.PropertyType).Element == pool));
}
