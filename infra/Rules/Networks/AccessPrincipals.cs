using System.Collections.Immutable;
using Infra.Facts;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Networks;

/// <summary>CLU023: principals with access to the Kubernetes API are well-formed, known where the cluster is, and listed once; and there is
/// an administrator, because neither the creator of the cluster nor a local account has access.</summary>
public sealed class AccessPrincipals : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var (cloud, access) = (Clouds.Of(cluster), cluster.Access);
            if (access.Administrators.IsEmpty)
            {
                yield return Finding.Error(
                    "CLU023", $"{cluster.Path}.access.administrators",
                    "there is no administrator, so nobody could use the cluster, not even the principal that runs pulumi up. Give " +
                    $"{cloud.PrincipalForm}.");
            }

            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            (string Name, ImmutableArray<string> Principals)[] lists =
                [("administrators", access.Administrators), ("viewers", access.Viewers)];
            foreach (var (name, principals) in lists)
            {
                for (var i = 0; i < principals.Length; i++)
                {
                    var path = $"{cluster.Path}.access.{name}[{i}]";
                    if (!cloud.IsPrincipal(principals[i]))
                    {
                        yield return Finding.Error(
                            "CLU023", path,
                            $"\"{principals[i]}\" is not a valid principal. Allowed: {cloud.PrincipalForm}.");
                    }
                    else if (cloud.PrincipalObstacle(principals[i]) is { } obstacle)
                    {
                        yield return Finding.Error("CLU023", path, $"\"{principals[i]}\" {obstacle}.")
                            with { ComparedWith = [$"{cluster.Path}.region"] };
                    }
                    else if (!seen.Add(principals[i]))
                    {
                        yield return Finding.Error(
                            "CLU023", path,
                            $"\"{principals[i]}\" is listed twice. List each principal once, as an administrator or as a viewer.");
                    }
                }
            }
        }
    }
}
