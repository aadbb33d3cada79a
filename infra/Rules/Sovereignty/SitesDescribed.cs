using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV008: site names are unique DNS labels, and the country is an ISO 3166-1 alpha-2 code in capitals.</summary>
public sealed class SitesDescribed : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < platform.Sites.Length; i++)
        {
            var site = platform.Sites[i];
            if (!DnsLabel.Fits(site.Name, 20))
            {
                yield return Finding.Error("SOV008", $"sites[{i}].name",
                    $"\"{site.Name}\" is not a valid name. Allowed: {DnsLabel.Rule(20)}.");
            }
            else if (!seen.Add(site.Name))
            {
                yield return Finding.Error(
                    "SOV008", $"sites[{i}].name",
                    $"\"{site.Name}\" is also the name of another site. Site names must be unique.");
            }

            if (site.Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            {
                yield return Finding.Error(
                    "SOV008", $"sites[{i}].country",
                    $"\"{site.Country}\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such as DE.");
            }
        }
    }
}
