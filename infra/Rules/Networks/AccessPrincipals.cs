using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Names;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Networks;

/// <summary>CLU023: who may use the Kubernetes API is named in the form that the cloud knows, and not twice; and somebody administers the
/// cluster, since neither its creator nor a local account does.</summary>
public sealed class AccessPrincipals : ISpecRule
{
    // A name has at most 64 letters, the path before it 512 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
    private static readonly Regex _arn =
        new(@"\Aarn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/([A-Za-z0-9_+=,.@/-]{0,510}/)?[A-Za-z0-9_+=,.@-]{1,64}\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster is OnPremClusterSpec)
                continue;
            var access = cluster switch { EksClusterSpec eks => eks.Access, AksClusterSpec aks => aks.Access, _ => new AccessSpec() };
            var allowed = cluster is EksClusterSpec ? "the ARN of an IAM role or user" : "the object id (a GUID) of an Entra ID group";
            if (access.Administrators.IsEmpty)
                yield return Finding.Error(
                    "CLU023", $"{cluster.Path}.access.administrators",
                    "there is no administrator, so nobody could use the cluster, not even the principal that runs pulumi up. Give " +
                    $"{allowed}.");
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            (string Name, ImmutableArray<string> Principals)[] lists = [("administrators", access.Administrators), ("viewers", access.Viewers)];
            foreach (var (name, principals) in lists)
            {
                for (var i = 0; i < principals.Length; i++)
                {
                    var path = $"{cluster.Path}.access.{name}[{i}]";
                    var fits = cluster is EksClusterSpec ? _arn.IsMatch(principals[i]) : AccountIds.IsGuid(principals[i]);
                    if (!fits)
                        yield return Finding.Error(
                            "CLU023", path,
                            $"\"{principals[i]}\" is not a valid principal. Allowed: {allowed}.");
                    else if (!seen.Add(principals[i]))
                        yield return Finding.Error(
                            "CLU023", path,
                            $"\"{principals[i]}\" is listed twice. List each principal once, as an administrator or as a viewer.");
                }
            }
        }
    }
}
