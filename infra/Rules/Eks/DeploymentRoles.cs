using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Rules.Eks;

/// <summary>CLU102: the role that deploys a cluster is one of its administrators. CLU104: the role that breaks the glass does nothing
/// else.</summary>
public sealed class DeploymentRoles : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        for (var i = 0; i < platform.Accounts.Length; i++)
        {
            if (platform.Accounts[i] is not AwsAccountSpec account)
            {
                continue;
            }

            var clusters = platform.Clusters.OfType<EksClusterSpec>().Where(cluster => cluster.Account == account.Id).ToList();
            foreach (var cluster in clusters)
            {
                if (account.DeploymentRole is { } role && !cluster.Access.Administrators.Contains(role))
                {
                    yield return Finding.Error(
                        "CLU102", $"{cluster.Path}.access.administrators",
                        $"\"{role}\" is missing: as the deploymentRole of the account it creates everything inside the cluster, and only " +
                        "administrators may. Add it.")
                        with { ComparedWith = [$"accounts[{i}].id", $"accounts[{i}].deploymentRole", $"{cluster.Path}.account"] };
                }
            }

            if (account.BreakGlassRole is { } glass
                && (glass == account.DeploymentRole ? "the deploymentRole"
                    : clusters.FirstOrDefault(cluster => cluster.Access.Administrators.Contains(glass)) is { } administered
                        ? $"an administrator of {administered.Path}" : null) is { } other)
            {
                yield return Finding.Error(
                    "CLU104", $"accounts[{i}].breakGlassRole",
                    $"\"{glass}\" is also {other}, so that whoever works with the cluster could destroy its backups. Name a role that is " +
                    "used for nothing else.")
                    with { ComparedWith = [$"accounts[{i}].deploymentRole", .. clusters.Select(cluster => cluster.Path)] };
            }
        }
    }
}
