using Infra.Catalogue;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

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
        (nameof(EksClusterSpec), "region") => [.. AwsProfile.Profile.ClusterRegions],
        (nameof(AksClusterSpec), "region") => [.. AzureProfile.Profile.ClusterRegions],
        (nameof(EksClusterSpec), "version") => [.. AwsProfile.Profile.Versions],
        (nameof(AksClusterSpec), "version") => [.. AzureProfile.Profile.Versions],
        (nameof(OnPremClusterSpec), "version") => [.. OnPremProfile.Versions, .. OnPremProfile.OpenShiftReleases.Keys],
        (nameof(EksNodePoolSpec), "machine") => [.. AwsProfile.Profile.Machines.Keys],
        (nameof(AksNodePoolSpec), "machine") => [.. AzureProfile.Profile.Machines.Keys],
        (nameof(GpuSpec), "model") => [.. GpuModels.All.Keys],
        (nameof(MigGpu), "profile") =>
        [
            .. GpuModels.All.Values.SelectMany(model => model.MigProfiles).Select(profile => profile.Name).Distinct()
                .Order(StringComparer.Ordinal),
        ],
        _ => [],
    };
}
