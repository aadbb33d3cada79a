using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU143: names that become addresses in Azure contain no word that Azure reserves there.</summary>
public sealed class ReservedWords : ISpecRule
{
    // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name; the other words of that page
    // are refused only as a whole name, and ours have three parts.
    private static readonly string[] _anywhere = ["microsoft", "windows"];
    private const string AtTheStart = "login";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            var name = ResourceNames.Cluster(platform, cluster);
            // The names of storage accounts have no hyphens.
            var letters = name.Replace("-", "", StringComparison.Ordinal);
            var found = _anywhere.FirstOrDefault(word => letters.Contains(word, StringComparison.OrdinalIgnoreCase));
            if (found is not null || letters.StartsWith(AtTheStart, StringComparison.OrdinalIgnoreCase))
            {
                var how = found is null ? $"starts with {AtTheStart}" : $"contains {found}";
                yield return Finding.Error(
                    "CLU143", $"{cluster.Path}.name",
                    $"\"{name}\" (organization, stack and cluster name) {how}, a word that Azure refuses in names that " +
                    "become addresses (ReservedResourceName). Choose other names.")
                    with { ComparedWith = ["organization", "stack"] };
            }
        }
    }
}
