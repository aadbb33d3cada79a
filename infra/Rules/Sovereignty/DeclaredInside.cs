using Infra.Catalogue;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV103: what the stack says of the place of the mirror, and of the operators of object stores and destinations, is inside the
/// borders. Countries of these, and what hosts say of themselves, other rules compare (SOV004, SOV110, SOV111).</summary>
public sealed class DeclaredInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (!Abroad.CanTell(borders))
        {
            yield break;
        }

        foreach (var (path, country, law) in Declared(platform))
        {
            if (country is not null && !Jurisdictions.AnyHolds(borders.Locations, country))
            {
                yield return Finding.Error(
                    "SOV103", $"{path}.country", $"\"{country}\" is outside; this platform allows {Spelling.List(borders.Locations)}.")
                    with { ComparedWith = ["sovereignty.locations", $"{path}.country"] };
            }

            if (law is not null && Jurisdictions.All.TryGetValue(law, out var known) && !Jurisdictions.AnyHolds(borders.Operators, known))
            {
                yield return Finding.Error(
                    "SOV103", $"{path}.operator",
                    $"the operator is subject to the law of {law}; this platform allows {Spelling.List(borders.Operators)}.")
                    with { ComparedWith = ["sovereignty.operators", $"{path}.operator"] };
            }
        }
    }

    // Countries of services have rules of their own (SOV004, SOV111).
    private static IEnumerable<(string Path, string? Country, string? Operator)> Declared(PlatformSpec platform) =>
    [
        ("sovereignty.registryPlace", platform.Sovereignty.RegistryPlace?.Country, platform.Sovereignty.RegistryPlace?.Operator),
        .. Services(platform).Select(service => (service.Path, (string?)null, service.Operator)),
    ];

    /// <summary>The services of others that a stack names, and whose law it says applies to the operator of each.</summary>
    internal static IEnumerable<(string Path, string? Operator)> Services(PlatformSpec platform) =>
    [
        .. platform.Observability.Destinations.Select(each => ($"observability.{each.Member}", each.Destination.Operator)),
        .. from cluster in platform.Clusters
           from each in Clouds.Of(cluster).ObjectStores
           select ($"{cluster.Path}.{each.Member}", each.Store.Operator),
    ];
}
