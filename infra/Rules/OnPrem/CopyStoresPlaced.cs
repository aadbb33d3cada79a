using Infra.Catalogue.Hosts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>SOV114: it is known in which country the second store of a site is, which is not part of the site: its host says so, or the
/// stack does, and not both differently.</summary>
public sealed class CopyStoresPlaced : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.BackupCopy is not { } copy
                || !Uri.TryCreate(copy.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Host.Length == 0)
            {
                continue;
            }

            // A region that is not in the catalogue is refused already (SOV004).
            var (path, cloud) = ($"{cluster.Path}.backupCopy.country", CloudHosts.Of(endpoint.Host));
            if (copy.Country is null)
            {
                if (cloud is not { Country: not null } and not { UnknownRegion: not null })
                {
                    yield return Finding.Error(
                        "SOV114", path,
                        $"country is missing, and \"{endpoint.Host}\" does not tell where it is. Give the country of the store: an ISO " +
                        "3166-1 alpha-2 code in capitals, such as DE.");
                }
            }
            else if (copy.Country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            {
                yield return Finding.Error(
                    "SOV114", path,
                    $"\"{copy.Country}\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such as DE.");
            }
            else if (cloud?.Country is { } known && known != copy.Country)
            {
                yield return Finding.Error(
                    "SOV114", path, $"\"{copy.Country}\" is given, but \"{endpoint.Host}\" is in {known}. Leave country out.")
                    with { ComparedWith = [$"{cluster.Path}.backupCopy.endpoint"] };
            }
        }
    }
}
