using System.Text.Json.Nodes;
using Infra.AddOns.Delivery;
using Infra.AddOns.Teams;
using Infra.Components.Clusters;
using Infra.Components.Teams;
using Infra.Components.Workloads;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Specification.Teams;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Delivery;

/// <summary>What the Argo CD of a cluster needs to deliver: the repository, its clusters, and the objects that say what goes where. On a
/// destroy the order is the reverse: what was deployed is removed while clusters, logins and Argo CD are still there.</summary>
public sealed class GitOpsDelivery : ComponentResource
{
    private const string TypeLabel = "argocd.argoproj.io/secret-type";

    private readonly CustomResourceOptions _child;
    private readonly string _name;

    /// <summary>Creates it.</summary>
    /// <param name="context">The cluster on which Argo CD runs.</param>
    /// <param name="gitOps">The repository.</param>
    /// <param name="members">Other clusters to which it deploys.</param>
    /// <param name="tenants">The teams of the cluster; null if it has none.</param>
    /// <param name="secret">The value of a secret configuration key by its name.</param>
    /// <param name="after">What must exist first: the release of Argo CD, and its rights in its own cluster.</param>
    /// <param name="options">Parent, and the cluster's provider.</param>
    public GitOpsDelivery(
        ClusterContext context,
        GitOpsSpec gitOps,
        IReadOnlyList<MemberRecord> members,
        Tenants? tenants,
        Func<string, Output<string>> secret,
        IReadOnlyList<Resource> after,
        ComponentResourceOptions options)
        : base("infra:delivery:GitOps", $"{context.Cluster.Name}-delivery", options)
    {
        _name = context.Cluster.Name;
        _child = new CustomResourceOptions { Parent = this, DependsOn = [.. after] };
        Resource[] known =
        [
            Repository("repository", gitOps.Repository, gitOps.CredentialsSecret, secret),
            Cluster(new MemberRecord(
                _name, FleetDelivery.Labels(context.Cluster), Output.Create("https://kubernetes.default.svc"), Output.Create(""),
                Output.Create("{}"), [])),
            .. members.Select(Cluster),
        ];
        var locked = new ManifestPatch($"{_name}-project-default", GitOpsObjects.LockedProject(), _child);
        var project = Create("project-platform", GitOpsObjects.PlatformProject(gitOps), locked);
        var clusters = Create("applications", GitOpsObjects.Clusters(context, gitOps), [project, .. known]);
        if (context.Cluster.Role == ClusterRole.Hub)
        {
            Create("root", GitOpsObjects.Root(_name, gitOps), clusters);
        }

        if (gitOps.GoldenPaths is { } roads && roads.Repository != gitOps.Repository)
        {
            known = [.. known, Repository("repository-golden-paths", roads.Repository, roads.CredentialsSecret, secret)];
        }

        foreach (var (team, places) in TeamDelivery.Served(context))
        {
            Deliver(context, gitOps, team, places, secret, [.. known, .. tenants?.ReadyBy.GetValueOrDefault(team.Name) ?? []]);
        }

        RegisterOutputs();
    }

    private void Deliver(
        ClusterContext context, GitOpsSpec gitOps, TeamSpec team, IReadOnlyList<ClusterSpec> places,
        Func<string, Output<string>> secret, Resource[] after)
    {
        var repository = Repository(
            $"repository-{team.Name}", team.Repository!.Url, team.Repository.CredentialsSecret, secret);
        var project = Create($"project-{team.Name}", TeamDelivery.Project(gitOps, team, places), [repository, .. after]);
        foreach (var place in places)
        {
            foreach (var set in TeamDelivery.Sets(Clouds.Context(context.Platform, place), gitOps, team))
            {
                Create((string)set["metadata"]!["name"]!, set, project);
            }
        }
    }

    private Resource Create(string role, JsonObject manifest, params Resource[] after) =>
        Manifest.Create($"{_name}-{role}", manifest, Waiting(after));

    // A repository without credentials is named as well, so that the list of Argo CD shows it
    // (docs/operator-manual/declarative-setup.md of argoproj/argo-cd, "Repositories").
    private Secret Repository(string role, string url, string? credentials, Func<string, Output<string>> secret)
    {
        var data = new InputMap<string> { ["type"] = "git", ["url"] = url };
        if (credentials is not null)
        {
            var value = Output.CreateSecret(secret(credentials));
            if (url.StartsWith("https://", StringComparison.Ordinal))
            {
                data["username"] = value.Apply(text => text.Split(':', 2)[0]);
                data["password"] = value.Apply(text => text.Split(':', 2) is [_, var password] ? password : "");
            }
            else
            {
                data["sshPrivateKey"] = value;
            }
        }

        return Kept(role, "repository", [], data, _child);
    }

    private Secret Cluster(MemberRecord member)
    {
        var config = Output.Tuple(member.Login, member.Authority).Apply(facts =>
        {
            var tls = new JsonObject { ["insecure"] = false };
            if (facts.Item2.Length > 0)
            {
                tls["caData"] = facts.Item2;
            }

            var all = JsonNode.Parse(facts.Item1)!.AsObject();
            all["tlsClientConfig"] = tls;
            return all.ToJsonString();
        });
        return Kept(
            $"cluster-{member.Name}", "cluster", member.Labels,
            new InputMap<string> { ["name"] = member.Name, ["server"] = member.Server, ["config"] = config },
            Waiting([.. member.Ready]));
    }

    private Secret Kept(
        string role, string type, IEnumerable<KeyValuePair<string, string>> labels, InputMap<string> data, CustomResourceOptions options) =>
        new($"{_name}-{role}", new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = role,
                Namespace = FleetDelivery.Namespace,
                Labels = new Dictionary<string, string>(labels) { [TypeLabel] = type },
            },
            StringData = data,
        }, options);

    private CustomResourceOptions Waiting(params Resource[] after) =>
        CustomResourceOptions.Merge(_child, new CustomResourceOptions { DependsOn = [.. after] });
}
