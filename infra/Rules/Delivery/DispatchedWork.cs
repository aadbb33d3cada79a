using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Rules.Delivery;

/// <summary>ADD116: the hub, and nobody else, dispatches work, and to members of its stack that have queues and that it reaches.</summary>
public sealed class DispatchedWork : ISpecRule
{
    private const string Code = "ADD116";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        from kueue in AddOn.Of(cluster).OfType<Kueue>()
        where !kueue.DispatchTo.IsEmpty
        from finding in cluster.Role == ClusterRole.Hub ? OnHub(platform, cluster, kueue) : [Elsewhere(platform, cluster)]
        select finding;

    private static string Path(ClusterSpec cluster) => $"{cluster.Path}.addOns.kueue.dispatchTo";

    private static Finding Elsewhere(PlatformSpec platform, ClusterSpec cluster) => Finding.Error(
        Code, Path(cluster), FleetDelivery.Hub(platform) is { } hub
            ? $"only the hub dispatches work. Give it to {hub.Name} alone."
            : "only the hub dispatches work, and no cluster of this stack is the hub. Remove it.")
        with { ComparedWith = [$"{cluster.Path}.role"] };

    private static IEnumerable<Finding> OnHub(PlatformSpec platform, ClusterSpec hub, Kueue kueue)
    {
        if (kueue.DispatchTo.Length > QueueDispatch.MostMembers)
        {
            yield return Finding.Error(
                Code, Path(hub), $"{kueue.DispatchTo.Length} members. Kueue takes at most {QueueDispatch.MostMembers}.");
        }

        for (var index = 0; index < kueue.DispatchTo.Length; index++)
        {
            var name = kueue.DispatchTo[index];
            var problem = kueue.DispatchTo.IndexOf(name) < index ? "is named before" : Problem(platform, hub, name);
            if (problem is not null)
            {
                yield return Finding.Error(
                    Code, $"{Path(hub)}[{index}]", $"\"{name}\" {problem}. Allowed: {Allowed(platform, hub)}.");
            }
        }
    }

    // The rest of a sentence; null where work can go there.
    private static string? Problem(PlatformSpec platform, ClusterSpec hub, string name) =>
        platform.Clusters.FirstOrDefault(cluster => cluster.Name == name) is not { } member
            ? platform.Members.Any(other => other.Name == name)
                ? "is in another stack, in which this one can make no account for the hub"
                : "is no cluster of this stack"
        : member.Name == hub.Name ? "is the hub, whose own queues run what is sent to them here"
        : !AddOn.Of(member).OfType<Kueue>().Any() ? "has no queues: kueue is off on it"
        : FleetDelivery.Way(platform, member) switch
        {
            DeliveryWay.Push => null,
            null => "is not reached: ways from the hub to its members come with ai-platform:gitOps, which is missing",
            _ => FleetDelivery.Obstacle(platform, member) is { } obstacle
                ? $"is not reached: {obstacle}"
                : "is not reached: its delivery is pull, so nothing lets the hub in",
        };

    private static string Allowed(PlatformSpec platform, ClusterSpec hub) =>
        string.Join(", ", platform.Clusters.Select(cluster => cluster.Name).Where(name => Problem(platform, hub, name) is null)) is
            { Length: > 0 } names ? names : "no cluster of this stack";
}
