using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.AddOns.Teams;
using Infra.Components.Workloads;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Teams;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Infra.Components.Teams;

/// <summary>What a team has on a cluster: its namespace with quota, limits, network policies and the login of the mirror, the rights of its
/// owners there, and its queues. All of it is named after the team, so that no team changes what another one has.</summary>
public sealed class Tenancy : ComponentResource
{
    /// <summary>Creates it.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="team">The team.</param>
    /// <param name="policies">The network policies of the cluster.</param>
    /// <param name="login">The login of the mirror; absent: it wants none.</param>
    /// <param name="after">What must exist first.</param>
    /// <param name="options">Parent, and the cluster's provider.</param>
    public Tenancy(
        ClusterContext context, TeamSpec team, NetworkPolicies policies, RegistryLogin? login, IReadOnlyList<Resource> after,
        ComponentResourceOptions options)
        : base("infra:teams:Tenancy", $"{context.Cluster.Name}-team-{team.Name}", options)
    {
        var name = $"{context.Cluster.Name}-team-{team.Name}";
        var labels = TeamNamespace.Labels(context, team).ToList();
        var home = new Namespace(
            name, new NamespaceArgs { Metadata = new ObjectMetaArgs { Name = team.Name, Labels = labels.ToDictionary() } },
            new CustomResourceOptions
            {
                Parent = this,
                DependsOn = [.. after],
                // A namespace that goes takes the team's volumes with it.
                Protect = true,
            });
        var child = new CustomResourceOptions { Parent = this, DependsOn = { home } };
        var quota = new ResourceQuota($"{name}-quota", new ResourceQuotaArgs
        {
            Metadata = In(team, TeamConventions.Quota),
            Spec = new ResourceQuotaSpecArgs { Hard = TeamNamespace.Quota(context, team).ToDictionary() },
        }, child);
        var limits = new LimitRange($"{name}-limits", new LimitRangeArgs
        {
            Metadata = In(team, TeamConventions.Limits),
            Spec = new LimitRangeSpecArgs
            {
                Limits = new LimitRangeItemArgs
                {
                    Type = "Container",
                    DefaultRequest = TeamNamespace.DefaultRequests.ToDictionary(),
                    Default = TeamNamespace.DefaultLimits.ToDictionary(),
                },
            },
        }, child);
        Resource[] network =
        [
            .. policies.Of(team).Select(policy => Manifest.Create($"{name}-networkpolicy-{NameOf(policy)}", policy, child)),
        ];
        Resource[] queues = [];
        foreach (var queue in TeamQueues.Manifests(context, team))
        {
            queues =
            [
                .. queues,
                Manifest.Create(
                    $"{name}-{((string)queue["kind"]!).ToLowerInvariant()}-{NameOf(queue)}", queue,
                    CustomResourceOptions.Merge(child, new CustomResourceOptions { DependsOn = [.. queues] })),
            ];
        }

        var owners = new RoleBinding($"{name}-owners", new RoleBindingArgs
        {
            Metadata = In(team, "owners"),
            RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = TeamConventions.Role },
            Subjects = context.Platform.Groups.Where(group => team.Owners.Contains(group.Name))
                .Select(context.Cloud.SubjectOf).OfType<string>()
                .Select(subject => new SubjectArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "Group", Name = subject }).ToArray(),
        }, child);
        Ready =
        [
            home, quota, limits, .. network, .. queues, owners,
            .. login is null ? [] : new Resource[] { login.Create($"{name}-registry", team.Name, child) },
            .. PodSecurity.Constraint(context.Cluster, labels) is { } constraint
                ? new Resource[] { AllowUsers(name, team, constraint, child) }
                : [],
        ];
        RegisterOutputs();
    }

    /// <summary>What must exist before a pod of the team starts.</summary>
    public IReadOnlyList<Resource> Ready { get; }

    // On OpenShift, labels alone do not let a pod choose its user.
    private static RoleBinding AllowUsers(string name, TeamSpec team, string constraint, CustomResourceOptions options) =>
        new($"{name}-pods", new RoleBindingArgs
        {
            Metadata = In(team, "pods"),
            RoleRef = new RoleRefArgs { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = constraint },
            Subjects = new SubjectArgs
            {
                ApiGroup = "rbac.authorization.k8s.io", Kind = "Group", Name = $"system:serviceaccounts:{team.Name}",
            },
        }, options);

    private static ObjectMetaArgs In(TeamSpec team, string name) => new() { Name = name, Namespace = team.Name };

    private static string NameOf(System.Text.Json.Nodes.JsonObject manifest) => (string)manifest["metadata"]!["name"]!;
}
