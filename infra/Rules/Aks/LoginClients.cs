using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU141: a client that logs in to the Kubernetes API is named by its id, and only where a client logs in.</summary>
public sealed class LoginClients : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            if (cluster.LoginClient is not { } client)
            {
                continue;
            }

            var path = $"{cluster.Path}.loginClient";
            if (cluster.Login == AksLogin.AzureCli)
            {
                yield return Finding.Error(
                    "CLU141", path,
                    "loginClient is given, but with login azure-cli the account of az logs in. Set login to workload-identity or " +
                    "managed-identity, or leave loginClient out.") with { ComparedWith = [$"{cluster.Path}.login"] };
            }
            else if (!AzureGuid.Fits(client))
            {
                yield return Finding.Error(
                    "CLU141", path, $"\"{client}\" is not a client id. Allowed: a GUID, such as {Guid.Empty}.");
            }
        }
    }
}
