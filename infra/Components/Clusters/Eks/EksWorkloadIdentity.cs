using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>The IAM role of a workload, associated with its service account by EKS Pod Identity, which needs no OIDC provider and no
/// annotation; by a token of the account where what reads images knows nothing else (getEcrAuthToken in
/// pkg/common/oras/authprovider/aws/awsecrbasic.go of notaryproject/ratify).</summary>
public sealed class EksWorkloadIdentity : ComponentResource
{
    /// <summary>Creates the role and associates it.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="workload">Service account and access.</param>
    /// <param name="options">Options of the component.</param>
    public EksWorkloadIdentity(EksScope scope, EksParts parts, WorkloadIdentity workload, ComponentResourceOptions options)
        : base("infra:clusters:EksWorkloadIdentity", scope.Name($"{workload.Namespace}-{workload.ServiceAccount}"), options)
    {
        var name = $"{workload.Namespace}-{workload.ServiceAccount}";
        var byToken = ByToken(workload);
        var (role, policies) = EksRole.ForWorkload(
            this, scope, parts, name, workload, workload.Access is Access.Secrets && scope.CustomerKeys ? SecretsKey(scope, parts) : null,
            byToken ? EksRole.TokenTrust(this, scope, parts, workload) : null);
        Role = role.Arn;
        Ready = byToken ? policies : [Associate(scope, parts, name, workload, role, policies), .. policies];
        RegisterOutputs();
    }

    /// <summary>Whether the role is that of a token, and the service account has to name it.</summary>
    public static bool ByToken(WorkloadIdentity workload) => workload.Access is Access.Images;

    private Aws.Eks.PodIdentityAssociation Associate(
        EksScope scope, EksParts parts, string name, WorkloadIdentity workload, Aws.Iam.Role role, IReadOnlyList<Resource> policies) =>
        new(scope.Name(name), new Aws.Eks.PodIdentityAssociationArgs
        {
            ClusterName = parts.ControlPlane.Name,
            Namespace = workload.Namespace,
            ServiceAccount = workload.ServiceAccount,
            RoleArn = role.Arn,
        }, new CustomResourceOptions { Parent = this, DependsOn = [.. policies] });

    /// <summary>ARN of the role.</summary>
    public Output<string> Role { get; }

    // Whoever writes secrets for workloads encrypts them with it, by its alias.
    private Output<string> SecretsKey(EksScope scope, EksParts parts) => EksKeys.Create(
        scope, "workload-secrets",
        parts.Identities.Account.Apply(account => IamPolicy.Document(EksKeyPolicies.Administration(scope, account))),
        guarded: false, new CustomResourceOptions { Parent = this });

    /// <summary>What must exist before a pod uses the account.</summary>
    public IReadOnlyList<Resource> Ready { get; }
}
