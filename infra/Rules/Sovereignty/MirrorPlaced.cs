using Infra.Catalogue.Hosts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV101: what the stack says of the place of the mirror is a place, and not another than its host says.</summary>
public sealed class MirrorPlaced : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (borders.Registry is not { } registry)
        {
            if (borders.RegistryPlace is not null)
            {
                yield return Finding.Error(
                    "SOV101", "sovereignty.registryPlace",
                    "a place without a mirror. Name the mirror in registry, or leave registryPlace out.");
            }

            yield break;
        }

        var host = registry.Split('/')[0].Split(':')[0];
        if (borders.RegistryPlace is not { } place)
        {
            yield break;
        }

        if (place.Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            yield return Finding.Error(
                "SOV101", "sovereignty.registryPlace.country",
                $"\"{place.Country}\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such as DE.");
        }
        else if (CloudHosts.Of(host)?.Country is { } known && known != place.Country)
        {
            yield return Finding.Error(
                "SOV101", "sovereignty.registryPlace.country",
                $"\"{place.Country}\" is given, but \"{host}\" is in {known}. Leave registryPlace out.")
                with { ComparedWith = ["sovereignty.registry"] };
        }
    }
}
