using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Delivery;

/// <summary>ADD117: a member to which work is dispatched has every kind of work that the hub has. Kueue watches all of them on each member
/// and connects to none that lacks one (updateConfigAndRefreshWatchers in pkg/controller/admissionchecks/multikueue/multikueuecluster.go of
/// kubernetes-sigs/kueue v0.19.2).</summary>
public sealed class DispatchedKinds : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from member in QueueDispatch.Members(platform).DistinctBy(member => member.Name)
        let hub = FleetDelivery.Hub(platform)!
        where member.Name != hub.Name
        from kind in Kueue.Kinds
        where Has(hub, kind) && !Has(member, kind)
        let key = AddOnList.KeyOf(kind)
        select Finding.Error(
            "ADD117", $"{member.Path}.addOns",
            $"{hub.Name} dispatches work here and has {key}, which is off on this cluster, so its Kueue would not connect. Turn {key} on " +
            $"with {key}: {{}}, or off on {hub.Name} with {key}: null.");

    private static bool Has(ClusterSpec cluster, Type kind) => AddOn.Of(cluster).Any(kind.IsInstanceOfType);
}
