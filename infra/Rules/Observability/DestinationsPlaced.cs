using Infra.Catalogue.Hosts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Observability;

namespace Infra.Rules.Observability;

/// <summary>SOV112: it is known in which country a destination of metrics, logs or traces is: its host says so, or the stack does, and
/// not both differently.</summary>
public sealed class DestinationsPlaced : ISpecRule
{
    /// <summary>The host of a destination; null if its URL is none, which another rule reports.</summary>
    internal static string? Host(DestinationSpec destination) =>
        Uri.TryCreate(destination.Endpoint, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : null;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var (member, destination) in platform.Observability.Destinations)
        {
            if (Host(destination) is not { } host)
            {
                continue;
            }

            // A region that is not in the catalogue is refused already (SOV111).
            var cloud = CloudHosts.Of(host);
            if (destination.Country is null && cloud is not { Country: not null } and not { UnknownRegion: not null })
            {
                yield return Finding.Error(
                    "SOV112", $"observability.{member}.country",
                    $"country is missing, and \"{host}\" does not tell where it is. Give the country of the service: an ISO 3166-1 " +
                    "alpha-2 code in capitals, such as DE.");
            }
            else if (destination.Country is { } country && cloud?.Country is { } known && known != country)
            {
                yield return Finding.Error(
                    "SOV112", $"observability.{member}.country",
                    $"\"{country}\" is given, but \"{host}\" is in {known}. Leave country out.")
                    with { ComparedWith = [$"observability.{member}.endpoint"] };
            }
        }
    }
}
