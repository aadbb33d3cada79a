using Infra.AddOns.Contracts;
using Infra.AddOns.Teams;
using Infra.Components.Clusters;
using Infra.Components.Workloads;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Pulumi;
using Pulumi.Kubernetes.Rbac.V1;
using Pulumi.Kubernetes.Scheduling.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;
using Pulumi.Kubernetes.Types.Inputs.Scheduling.V1;

namespace Infra.Components.Teams;

/// <summary>The teams of a cluster: what all of them refer to, how their owners get in, and a <see cref="Tenancy"/> for each.</summary>
public sealed class Tenants : ComponentResource
{
    // Below those of the platform and of Kubernetes itself. Without a class a pod has 0.
    private static readonly (string Name, int Value, bool Preempts, string Text)[] _priorities =
    [
        ("team-serving", 1000, true, "Answers requests: takes the place of work that can wait."),
        ("team-batch", -1000, false, "Can wait: starts where there is room, and gives its place to any other."),
    ];

    /// <summary>Creates them.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="kubernetes">Its component.</param>
    /// <param name="login">The login of the mirror; absent: it wants none.</param>
    /// <param name="after">What must exist first: the add-ons, whose kinds and policies the namespaces use.</param>
    /// <param name="options">Parent, and the cluster's provider.</param>
    public Tenants(
        ClusterContext context, KubernetesCluster kubernetes, RegistryLogin? login, IReadOnlyList<Resource> after,
        ComponentResourceOptions options)
        : base("infra:teams:Tenants", $"{context.Cluster.Name}-teams", options)
    {
        var name = context.Cluster.Name;
        var child = new CustomResourceOptions { Parent = this, DependsOn = [.. after] };
        var role = new ClusterRole($"{name}-team", new ClusterRoleArgs
        {
            Metadata = new ObjectMetaArgs { Name = TeamConventions.Role },
            Rules = TeamRights.Rules.Select(rule => new PolicyRuleArgs
            {
                ApiGroups = rule.Groups,
                Resources = rule.Resources,
                Verbs = rule.Verbs,
            }).ToArray(),
        }, child);
        Resource[] classes =
        [
            .. _priorities.Select(priority => new PriorityClass($"{name}-{priority.Name}", new PriorityClassArgs
            {
                Metadata = new ObjectMetaArgs { Name = priority.Name },
                Value = priority.Value,
                PreemptionPolicy = priority.Preempts ? "PreemptLowerPriority" : "Never",
                Description = priority.Text,
            }, child)),
        ];
        var teams = TeamPlaces.On(context.Platform, context.Cluster).ToList();
        var owners = teams.SelectMany(team => team.Owners).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var entries = context.Platform.Groups.Where(group => owners.Contains(group.Name))
            .ToDictionary(group => group.Name, group => kubernetes.LetIn(group).ToList(), StringComparer.Ordinal);
        var policies = new NetworkPolicies(context);
        var tenancies = teams.ToDictionary(
            team => team.Name,
            team => new Tenancy(
                context, team, policies, login,
                [.. after, role, .. classes, .. team.Owners.SelectMany(owner => entries.GetValueOrDefault(owner, []))],
                new ComponentResourceOptions { Parent = this }),
            StringComparer.Ordinal);
        foreach (var team in teams)
        {
            foreach (var policy in policies.Into(team))
            {
                var other = (string)policy["metadata"]!["namespace"]!;
                // It is of two teams, and goes with either.
                Manifest.Create($"{name}-team-{team.Name}-into-{other}", policy, new CustomResourceOptions
                {
                    Parent = this, DependsOn = [.. tenancies[other].Ready],
                });
            }
        }

        ReadyBy = tenancies.ToDictionary(tenancy => tenancy.Key, tenancy => tenancy.Value.Ready, StringComparer.Ordinal);
        RegisterOutputs();
    }

    /// <summary>What must exist before something is delivered to a team, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Resource>> ReadyBy { get; }
}
