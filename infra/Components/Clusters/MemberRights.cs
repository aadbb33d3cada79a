using Infra.Facts.Delivery;
using Pulumi;
using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components.Clusters;

/// <summary>Gives a delivery its rights in a cluster: a cluster role and its binding, and an admission policy that keeps it out of the
/// platform's own namespaces, which a cluster role alone cannot.</summary>
/// <param name="Name">Name of the cluster, the first part of logical names.</param>
/// <param name="Closed">Namespaces in which nothing may be delivered.</param>
/// <param name="Options">Parent and provider of what is created.</param>
internal sealed record MemberRights(string Name, IReadOnlyList<string> Closed, CustomResourceOptions Options)
{
    /// <summary>Gives the rights to subjects of Kubernetes, and closes the platform's namespaces to them.</summary>
    /// <param name="callers">How the admission policy knows them: an expression in CEL.</param>
    /// <param name="subjects">The subjects.</param>
    /// <param name="after">What must exist first.</param>
    public IReadOnlyList<Resource> Give(Input<string> callers, IReadOnlyList<SubjectArgs> subjects, params Resource[] after)
    {
        var role = new ClusterRole($"{Name}-delivery", new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = DeliveryRights.Name },
            AggregationRule = new AggregationRuleArgs
            {
                ClusterRoleSelectors = new LabelSelectorArgs { MatchLabels = { [DeliveryRights.Aggregate] = "true" } },
            },
        }, After(after));
        var rules = new ClusterRole($"{Name}-delivery-workloads", new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = $"{DeliveryRights.Name}-workloads",
                Labels = { [DeliveryRights.Aggregate] = "true" },
            },
            Rules = DeliveryRights.Rules.Select(rule => new PolicyRuleArgs
            {
                ApiGroups = rule.Groups,
                Resources = rule.Resources,
                Verbs = rule.Verbs,
            }).ToArray(),
        }, After(after));
        var binding = new ClusterRoleBinding($"{Name}-delivery", new ClusterRoleBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = DeliveryRights.Name },
            RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = DeliveryRights.Name },
            Subjects = subjects.ToArray(),
        }, After([role, rules, .. after]));
        return [binding, .. Close(callers, after)];
    }

    /// <summary>Closes the platform's namespaces: an account that may start pods there could use any account and any secret there. A new
    /// namespace says which pods it admits, and not privileged ones.</summary>
    /// <param name="callers">How the admission policy knows the delivery: an expression in CEL.</param>
    /// <param name="after">What must exist first.</param>
    public IReadOnlyList<Resource> Close(Input<string> callers, params Resource[] after)
    {
        const string level = "pod-security.kubernetes.io/enforce";
        var closed = string.Join(", ", Closed.Select(name => $"'{name}'"));
        var policy = new ValidatingAdmissionPolicy($"{Name}-delivery", new ValidatingAdmissionPolicyArgs
        {
            Metadata = new ObjectMetaArgs { Name = DeliveryRights.Name },
            Spec = new ValidatingAdmissionPolicySpecArgs
            {
                FailurePolicy = "Fail",
                MatchConstraints = new MatchResourcesArgs
                {
                    ResourceRules = new NamedRuleWithOperationsArgs
                    {
                        ApiGroups = { "*" },
                        ApiVersions = { "*" },
                        Operations = { "CREATE", "UPDATE", "DELETE", "CONNECT" },
                        Resources = { "*/*" },
                    },
                },
                MatchConditions = new MatchConditionArgs { Name = "delivery", Expression = callers },
                Validations =
                {
                    new ValidationArgs
                    {
                        Expression = $"!(request.namespace in [{closed}]) && "
                            + $"!(request.resource.resource == 'namespaces' && request.name in [{closed}])",
                        Message = "this namespace is the platform's: nothing is delivered to it",
                    },
                    new ValidationArgs
                    {
                        Expression = "request.resource.resource != 'namespaces' || request.operation == 'DELETE' || "
                            + $"(has(object.metadata.labels) && '{level}' in object.metadata.labels && "
                            + $"object.metadata.labels['{level}'] in ['baseline', 'restricted'])",
                        Message = $"a delivered namespace has the label {level}: baseline or restricted",
                    },
                },
            },
        }, After(after));
        var binding = new ValidatingAdmissionPolicyBinding($"{Name}-delivery", new ValidatingAdmissionPolicyBindingArgs
        {
            Metadata = new ObjectMetaArgs { Name = DeliveryRights.Name },
            Spec = new ValidatingAdmissionPolicyBindingSpecArgs { PolicyName = DeliveryRights.Name, ValidationActions = { "Deny" } },
        }, After(policy));
        return [policy, binding];
    }

    private CustomResourceOptions After(params Resource[] after) =>
        CustomResourceOptions.Merge(Options, new CustomResourceOptions { DependsOn = after });
}
