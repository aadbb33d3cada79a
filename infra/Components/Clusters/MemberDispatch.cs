using Infra.AddOns.Queues;
using Infra.Facts.Conventions;
using Pulumi;
using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components.Clusters;

/// <summary>What lets the hub's Kueue start work in a cluster, the same on every kind: a service account with a token, its rights, and an
/// admission policy that keeps it to namespaces of teams. A cluster role cannot: Kueue watches its kinds in all namespaces, and whoever
/// may start a pod in one of the platform's may use every account and secret there.</summary>
/// <remarks>A cluster with Azure RBAC leaves accounts of Kubernetes to Kubernetes (https://learn.microsoft.com/azure/aks/concepts-identity,
/// "Azure RBAC to authorize access to AKS resources").</remarks>
public sealed class MemberDispatch : ComponentResource
{
    /// <summary>Admits the hub's Kueue.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="home">Namespace of the cluster's own Kueue.</param>
    /// <param name="after">What must exist first: that namespace.</param>
    /// <param name="options">Parent, and the cluster's provider.</param>
    public MemberDispatch(string cluster, string home, IReadOnlyList<Resource> after, ComponentResourceOptions options)
        : base("infra:delivery:MemberDispatch", $"{cluster}-dispatch", options)
    {
        var name = $"{cluster}-dispatch";
        var child = new CustomResourceOptions { Parent = this, DependsOn = [.. after] };
        // Before the account may do anything.
        var policy = new ValidatingAdmissionPolicy(name, new ValidatingAdmissionPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = QueueDispatch.Account },
            Spec = new ValidatingAdmissionPolicySpecArgs
            {
                FailurePolicy = "Fail",
                MatchConstraints = new MatchResourcesArgs
                {
                    ResourceRules = new NamedRuleWithOperationsArgs
                    {
                        ApiGroups = { "*" },
                        ApiVersions = { "*" },
                        Operations = { "CREATE", "UPDATE", "DELETE" },
                        Resources = { "*/*" },
                    },
                },
                MatchConditions = new MatchConditionArgs
                {
                    Name = "dispatch",
                    Expression = $"request.userInfo.username == 'system:serviceaccount:{home}:{QueueDispatch.Account}'",
                },
                Validations = new ValidationArgs
                {
                    Expression = "namespaceObject != null && has(namespaceObject.metadata.labels) && " +
                        $"'{TeamConventions.NamespaceLabel}' in namespaceObject.metadata.labels",
                    Message = $"work is dispatched to namespaces with the label {TeamConventions.NamespaceLabel} alone",
                },
            },
        }, child);
        var bound = new ValidatingAdmissionPolicyBinding(name, new ValidatingAdmissionPolicyBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = QueueDispatch.Account },
            Spec = new ValidatingAdmissionPolicyBindingSpecArgs { PolicyName = QueueDispatch.Account, ValidationActions = { "Deny" } },
        }, After(policy));
        var role = new ClusterRole(name, new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = QueueDispatch.Account },
            Rules = QueueDispatch.Rights.Select(right => new PolicyRuleArgs
            {
                ApiGroups = { right.Group },
                Resources = right.Resources,
                Verbs = right.Verbs,
            }).ToArray(),
        }, child);
        var login = new AccountToken(name, QueueDispatch.Account, home, child);
        _ = new ClusterRoleBinding(name, new ClusterRoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = QueueDispatch.Account },
            RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = QueueDispatch.Account },
            Subjects = new SubjectArgs { Kind = "ServiceAccount", Namespace = home, Name = QueueDispatch.Account },
        }, After(bound, role, login.Account));
        Token = login.Token;
        RegisterOutputs();

        CustomResourceOptions After(params Resource[] first) =>
            CustomResourceOptions.Merge(child, new CustomResourceOptions { DependsOn = [.. first] });
    }

    /// <summary>The token of the account, a secret.</summary>
    public Output<string> Token { get; }
}
