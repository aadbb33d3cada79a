using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>Creates IAM roles.</summary>
internal static class EksRole
{
    /// <summary>Creates a role with AWS managed policies.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="role">Last part of the logical name.</param>
    /// <param name="name">Name in AWS, if something else refers to it; absent: chosen by the engine.</param>
    /// <param name="trust">Who may assume the role.</param>
    /// <param name="managedPolicies">Names of policies, with their path.</param>
    /// <returns>The role, and what must exist before it has its permissions.</returns>
    internal static (Aws.Iam.Role Role, IReadOnlyList<Resource> Policies) Create(
        Resource parent, EksScope scope, string role, string? name, Input<string> trust, params string[] managedPolicies)
    {
        var options = new CustomResourceOptions { Parent = parent };
        var args = new Aws.Iam.RoleArgs { AssumeRolePolicy = trust };
        if (name is not null)
        {
            args.Name = name;
        }

        var created = new Aws.Iam.Role(scope.Name(role), args, options);
        var attachments = managedPolicies.Select(policy => new Aws.Iam.RolePolicyAttachment(
            scope.Name($"{role}-{policy[(policy.LastIndexOf('/') + 1)..]}"),
            new Aws.Iam.RolePolicyAttachmentArgs { Role = created.Name, PolicyArn = scope.Partition.ManagedPolicy(policy) },
            options));
        return (created, [.. attachments]);
    }

    /// <summary>Who may assume the role of a workload: pods of one service account of this cluster. Without the conditions, whoever may
    /// associate roles in any cluster of the account could take it for a pod of theirs
    /// (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html; the tags are those of pod-id-abac.html).</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="account">Id of its account.</param>
    /// <param name="place">Namespace of the service account.</param>
    /// <param name="serviceAccount">Its name.</param>
    internal static Input<string> WorkloadTrust(EksScope scope, Output<string> account, string place, string serviceAccount) =>
        account.Apply(id => IamPolicy.Document(IamPolicy.AllowPrincipal(
            "Assume", IamPolicy.Service(scope.Partition.ServicePrincipal("pods.eks")), ["sts:AssumeRole", "sts:TagSession"], [],
            IamPolicy.If(
                "StringEquals",
                ("aws:SourceAccount", id),
                ("aws:RequestTag/eks-cluster-arn", scope.ClusterArn(id)),
                ("aws:RequestTag/kubernetes-namespace", place),
                ("aws:RequestTag/kubernetes-service-account", serviceAccount)))));

    /// <summary>Who may assume the role of a workload by a token of its service account, where it knows no EKS Pod Identity
    /// (https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html).</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="identity">The service account.</param>
    internal static Input<string> TokenTrust(Resource parent, EksScope scope, EksParts parts, WorkloadIdentity identity)
    {
        var issuer = parts.ControlPlane.Issuer;
        var audience = new EksFacts(scope.Cluster).TokenAudience!;
        var provider = new Aws.Iam.OpenIdConnectProvider(scope.Name("issuer"), new Aws.Iam.OpenIdConnectProviderArgs
        {
            Url = issuer,
            ClientIdLists = { audience },
        }, new CustomResourceOptions { Parent = parent });
        return Output.Tuple(issuer, provider.Arn).Apply(facts =>
        {
            var name = EksMember.IssuerName(facts.Item1);
            return IamPolicy.Document(IamPolicy.AllowPrincipal(
                "Assume", new JsonObject { ["Federated"] = facts.Item2 }, ["sts:AssumeRoleWithWebIdentity"], [],
                IamPolicy.If(
                    "StringEquals",
                    ($"{name}:aud", audience),
                    ($"{name}:sub", $"system:serviceaccount:{identity.Namespace}:{identity.ServiceAccount}"))));
        });
    }

    /// <summary>Creates the role of a workload.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="workload">Name of the workload in logical names.</param>
    /// <param name="identity">Its service account, and what it may do.</param>
    /// <param name="secretsKey">ARN of the key for secrets of workloads; absent where it reads none, or AWS manages the keys.</param>
    /// <param name="trust">Who may assume the role; absent: the account by EKS Pod Identity.</param>
    /// <returns>The role, and what must exist before it has its permissions.</returns>
    internal static (Aws.Iam.Role Role, IReadOnlyList<Resource> Policies) ForWorkload(
        Resource parent, EksScope scope, EksParts parts, string workload, WorkloadIdentity identity,
        Output<string>? secretsKey = null, Input<string>? trust = null)
    {
        var access = identity.Access;
        var (role, attachments) = Create(
            parent, scope, $"{workload}-role", null,
            trust ?? WorkloadTrust(scope, parts.Identities.Account, identity.Namespace, identity.ServiceAccount),
            [.. EksAccessPolicies.Managed(access)]);
        if (!EksAccessPolicies.HasStatements(access, scope))
        {
            return (role, attachments);
        }

        var nothing = Output.Create("");
        var policy = Output.Tuple(
            parts.Identities.Account, parts.Keys.Volumes ?? nothing, parts.Keys.Backups ?? nothing, secretsKey ?? nothing)
            .Apply(facts => IamPolicy.Document(
                EksAccessPolicies.Statements(access, scope, facts.Item1, facts.Item2, facts.Item3, facts.Item4)));
        return (role, [.. attachments, new Aws.Iam.RolePolicy(scope.Name($"{workload}-policy"), new Aws.Iam.RolePolicyArgs
        {
            Role = role.Name,
            Policy = policy,
        }, new CustomResourceOptions { Parent = parent })]);
    }
}
