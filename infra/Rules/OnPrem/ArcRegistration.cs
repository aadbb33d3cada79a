using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.OnPrem;

/// <summary>CLU176: a registration with Azure Arc names a subscription and a region, and the site may pull its agents, which come from
/// Microsoft's registry only (https://learn.microsoft.com/azure/azure-arc/kubernetes/network-requirements).</summary>
public sealed class ArcRegistration : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Arc is not { } arc)
            {
                continue;
            }

            var path = $"{cluster.Path}.arc";
            if (!AzureGuid.Fits(arc.Subscription))
            {
                yield return Wrong(
                    $"{path}.subscription", $"\"{arc.Subscription}\" is not an Azure subscription. Allowed: a GUID, such as {Guid.Empty}.");
            }

            if (!AzureProfile.Profile.Regions.ContainsKey(arc.Region))
            {
                yield return Wrong(
                    $"{path}.region",
                    $"Azure region \"{arc.Region}\" is not in the catalogue. Known: {Spelling.List(AzureProfile.Profile.Regions.Keys)}.");
            }

            if (platform.Sovereignty.Registry is { } registry)
            {
                yield return Wrong(
                    path,
                    "the agents of Azure Arc come from mcr.microsoft.com, and nothing moves them to the mirror " +
                    $"\"{registry}\". Leave arc out.") with { ComparedWith = ["sovereignty.registry"] };
            }
        }
    }

    private static Finding Wrong(string path, string message) => Finding.Error("CLU176", path, message);
}
