using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>Makes the roles of workloads that call AWS. A role is tied to a service account by EKS Pod Identity: no OIDC provider, and no
/// annotation in chart values.</summary>
/// <param name="scope">The cluster.</param>
/// <param name="parts">Its parts.</param>
public sealed class EksIdentities(EksScope scope, EksParts parts)
{
    /// <summary>Who may assume the role of a workload (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).</summary>
    internal static string Trust(EksScope scope) =>
        IamPolicy.Trust(scope.Partition.ServicePrincipal("pods.eks"), "sts:AssumeRole", "sts:TagSession");

    /// <summary>Creates the role of a workload.</summary>
    /// <param name="workload">The workload, as part of logical names.</param>
    /// <param name="access">What it may do.</param>
    /// <param name="parent">The parent of the resources.</param>
    /// <returns>The role, and what must exist before it has its rights.</returns>
    internal (Aws.Iam.Role Role, IReadOnlyList<Resource> Policies) Role(string workload, Access access, Resource parent)
    {
        var (role, attachments) = EksRoles.Create(
            parent, scope, $"{workload}-role", null, Trust(scope), [.. EksAccessPolicies.Managed(access)]);
        if (!EksAccessPolicies.HasStatements(access, scope))
        {
            return (role, attachments);
        }

        var nothing = Output.Create("");
        var policy = Output.Tuple(parts.Roles.Account, parts.Keys.Volumes ?? nothing, parts.Keys.Backups ?? nothing)
            .Apply(facts => IamPolicy.Document(EksAccessPolicies.Statements(access, scope, facts.Item1, facts.Item2, facts.Item3)));
        return (role, [.. attachments, new Aws.Iam.RolePolicy(scope.Name($"{workload}-policy"), new Aws.Iam.RolePolicyArgs
        {
            Role = role.Name,
            Policy = policy,
        }, new CustomResourceOptions { Parent = parent })]);
    }
}
