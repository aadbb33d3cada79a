using System.Collections.Immutable;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Facts.Delivery;

/// <summary>How workloads reach each cluster of a fleet. Pure.</summary>
public static class FleetDelivery
{
    /// <summary>Namespace of Argo CD, on the hub and on a member that pulls.</summary>
    public const string Namespace = "argocd";

    /// <summary>The service accounts of the hub's Argo CD that use the APIs of members: the one deploys, the other shows logs and runs
    /// actions. The documentation of Argo CD names its ApplicationSet controller as well for EKS, which only reads the secrets of clusters
    /// (docs/operator-manual/declarative-setup.md).</summary>
    public static ImmutableArray<string> ServiceAccounts { get; } = ["argocd-application-controller", "argocd-server"];

    /// <summary>The cluster of the stack that delivers to the others; null if there is none.</summary>
    public static ClusterSpec? Hub(PlatformSpec platform) =>
        platform.Clusters.FirstOrDefault(cluster => cluster.Role == ClusterRole.Hub);

    /// <summary>Name of the cluster that delivers to the others, in this stack or in another one; null if there is none.</summary>
    public static string? HubName(PlatformSpec platform) => Hub(platform)?.Name ?? platform.Hub?.Name;

    /// <summary>How a member gets its workloads; null for the hub, and where nothing is delivered: the stack names no repository, and no
    /// hub of another stack, which has one.</summary>
    public static DeliveryWay? Way(PlatformSpec platform, ClusterSpec cluster) =>
        (platform.GitOps is null && platform.Hub is null) || cluster.Role == ClusterRole.Hub ? null
        : cluster.Delivery ?? (Obstacle(platform, cluster) is null ? DeliveryWay.Push : DeliveryWay.Pull);

    /// <summary>Why the hub has no route to the API of a member, as the rest of a sentence without its period; null if it has.</summary>
    public static string? Obstacle(PlatformSpec platform, ClusterSpec member) => Hub(platform) is { } hub
        ? Clouds.Of(member).RouteObstacle(platform, Clouds.Of(hub))
        : platform.Hub is { } other ? Clouds.Of(member).RouteObstacle(platform, other)
        : "no cluster is the hub";

    /// <summary>As whom the hub logs in to a member of the stack.</summary>
    public static HubLogin LoginOf(PlatformSpec platform, ClusterSpec member) =>
        Clouds.Of(member).LoginOf(Hub(platform) is { } hub ? Clouds.Of(hub) : null);

    /// <summary>As whom the hub logs in to a member of another stack.</summary>
    public static HubLogin LoginOf(MemberSpec member) => member.Login switch
    {
        RoleLogin => HubLogin.Role,
        IdentityLogin => HubLogin.Federation,
        _ => HubLogin.Token,
    };

    /// <summary>Where the hub's pods find the token that they exchange in the cloud of a kind of member; its file is
    /// <c>token</c>.</summary>
    public static string TokenFolder(string kind) => $"/var/run/secrets/ai-platform/{kind}";

    /// <summary>The tokens that the hub's pods exchange in the clouds of its members: their audience, by the kind of member.</summary>
    public static ImmutableSortedDictionary<string, string> ExchangedTokens(PlatformSpec platform) =>
        Pushed(platform).Where(member => LoginOf(platform, member) == HubLogin.Federation)
            .Select(member => (Kind: member.Kind, Audience: Clouds.Of(member).TokenAudience!))
            .Concat(platform.Members.Where(member => LoginOf(member) == HubLogin.Federation)
                .Select(member => (Kind: Kind(member), Audience: Clouds.IdentityAudience)))
            .Distinct().ToImmutableSortedDictionary(token => token.Kind, token => token.Audience, StringComparer.Ordinal);

    /// <summary>The members to which the hub pushes, in the order of the stack.</summary>
    public static ImmutableArray<ClusterSpec> Pushed(PlatformSpec platform) =>
        [.. platform.Clusters.Where(cluster => Way(platform, cluster) == DeliveryWay.Push)];

    /// <summary>Whether a cluster runs Argo CD, whole or its core, and gets the objects that deliver.</summary>
    public static bool Delivers(PlatformSpec platform, ClusterSpec cluster) =>
        platform.GitOps is not null && (cluster.Role == ClusterRole.Hub || Way(platform, cluster) == DeliveryWay.Pull);

    /// <summary>Networks at the other end of a push through a gateway that both clusters share: the hub's for a member, those of its
    /// members for the hub.</summary>
    public static IEnumerable<string> NetworksBehind(PlatformSpec platform, ClusterSpec cluster)
    {
        if (Clouds.Of(cluster).Gateway is not { } gateway || Hub(platform) is not { } hub)
        {
            return [];
        }

        var others = cluster.Role == ClusterRole.Hub ? Pushed(platform)
            : Way(platform, cluster) == DeliveryWay.Push ? [hub]
            : ImmutableArray<ClusterSpec>.Empty;
        return others.Where(other => Clouds.Of(other).Gateway?.Id == gateway.Id).Select(other => other.NetworkCidr).OfType<string>();
    }

    /// <summary>The network from which the hub reaches a member's private endpoint; null where it does not.</summary>
    public static string? CallerNetwork(PlatformSpec platform, ClusterSpec cluster) =>
        Way(platform, cluster) == DeliveryWay.Push && platform.Sovereignty.Endpoints == EndpointAccess.Private
            ? Hub(platform) is { } hub ? hub.NetworkCidr : platform.Hub!.Network
            : null;

    /// <summary>Labels of a cluster in Argo CD, by which an ApplicationSet selects clusters.</summary>
    public static ImmutableSortedDictionary<string, string> Labels(ClusterSpec cluster)
    {
        var cloud = Clouds.Of(cluster);
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        labels[Label("kind")] = cluster.Kind;
        labels[Label("region")] = cluster.Region;
        labels[Label("role")] = cluster.Role == ClusterRole.Hub ? "hub" : "member";
        labels[Label("profile")] = cloud.HighlyAvailable ? "full" : "edge";
        foreach (var model in Models(cloud))
        {
            labels[Label($"gpu-{model}")] = "true";
        }

        return labels.ToImmutable();
    }

    /// <summary>The GPU models of a cluster, sorted.</summary>
    public static IEnumerable<string> Models(CloudFacts cloud) =>
        cloud.GpuNodes.Select(node => node.Model.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The GPU models of members of other stacks, by their labels.</summary>
    public static IEnumerable<string> ModelsElsewhere(PlatformSpec platform) =>
        from member in platform.Members
        from label in member.Labels.Keys
        where label.StartsWith(Label("gpu-"), StringComparison.Ordinal)
        select label[Label("gpu-").Length..];

    /// <summary>The kind of a member of another stack, by its label.</summary>
    public static string Kind(MemberSpec member) => member.Labels.GetValueOrDefault(Label("kind"), "");

    /// <summary>Key of a label.</summary>
    public static string Label(string name) => $"ai-platform/{name}";
}
