using Infra.Specification.Pools;
using Infra.Specification.Teams;

namespace Infra.Facts.Teams;

/// <summary>A team's share of one pool of a cluster.</summary>
/// <param name="Team">The team.</param>
/// <param name="Spec">What the stack says of it.</param>
/// <param name="Path">Where it says so, for findings.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Resource">What pods of the pool request, as an extended resource or a device class.</param>
/// <param name="Offered">How many of it the pool offers at its maximum.</param>
/// <param name="IsClaimed">Whether pods claim it (dynamic resource allocation) instead of requesting it.</param>
public sealed record PoolShare(
    TeamSpec Team, ShareSpec Spec, string Path, NodePoolSpec Pool, string Resource, int Offered, bool IsClaimed)
{
    /// <summary>How many the team may use at most.</summary>
    public int Most => Spec.Guaranteed + Spec.Borrowable;

    /// <summary>Its key in a ResourceQuota.</summary>
    public string QuotaKey => KeyOf(Resource, IsClaimed);

    /// <summary>The key of a resource in a ResourceQuota.</summary>
    public static string KeyOf(string resource, bool isClaimed) =>
        isClaimed ? $"{resource}.deviceclass.resource.k8s.io/devices" : $"requests.{resource}";
}
