using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Observability;

/// <summary>CLU115: where logs go is said completely. CLU116: a cluster that is to keep its logs in a store of its own has one. CLU119: and
/// reaches it.</summary>
public sealed class LogStores : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Observability.Logs is not { Endpoint: null } logs)
        {
            yield break;
        }

        foreach (var (member, value) in new[]
        {
            ("country", logs.Country), ("credentialsSecret", logs.CredentialsSecret), ("user", logs.User),
            ("caCertificate", logs.CaCertificate),
        })
        {
            if (value is not null)
            {
                yield return Finding.Error(
                    "CLU115", $"observability.logs.{member}", $"{member} says something of a service, but endpoint is missing. Give the " +
                    "endpoint, or leave it out.");
            }
        }

        if (logs.Store is null)
        {
            yield return Finding.Error(
                "CLU115", "observability.logs",
                "neither store nor endpoint is given. Give store: own, so that each cluster keeps its logs in a store of its own; or an " +
                "endpoint to which all of them send; or both, where some clusters have no store.");
            yield break;
        }

        foreach (var cluster in platform.Clusters)
        {
            if (Clouds.Of(cluster).OwnLogsObstacle is { } obstacle)
            {
                yield return Finding.Error("CLU116", cluster.Path, obstacle);
            }

            if (Clouds.Of(cluster).LogRouteObstacle(platform) is { } closed)
            {
                yield return Finding.Error(
                    "CLU119", cluster.Path,
                    $"observability.logs.store is own and sovereignty.endpoints is private, but {closed}. Give " +
                    "observability.logs.endpoint as well, to which the cluster then sends.")
                    with { ComparedWith = ["sovereignty.endpoints"] };
            }
        }
    }
}
