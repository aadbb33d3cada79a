using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Rules.Observability;

/// <summary>SOV111: a destination of metrics, logs or traces is not outside the declared borders, neither by its host, if that is in a
/// public cloud, nor by the country that the stack gives.</summary>
public sealed class DestinationsInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (!Abroad.CanTell(borders))
        {
            yield break;
        }

        foreach (var (member, destination) in platform.Observability.Destinations)
        {
            if (DestinationsPlaced.Host(destination) is { } host && Abroad.Reason(borders, host) is { } reason)
            {
                yield return Finding.Error("SOV111", $"observability.{member}.endpoint", reason)
                    with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] };
            }
            else if (destination.Country is { } country && !Jurisdictions.AnyHolds(borders.Locations, country))
            {
                yield return Finding.Error(
                    "SOV111", $"observability.{member}.country",
                    $"\"{country}\" is outside; this platform allows {Spelling.List(borders.Locations)}.")
                    with { ComparedWith = ["sovereignty.locations", $"observability.{member}.country"] };
            }
        }
    }
}
