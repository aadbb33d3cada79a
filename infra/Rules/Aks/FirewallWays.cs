using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Aks;

/// <summary>CLU140: a cluster whose egress goes through a firewall names the network that leads to it.</summary>
public sealed class FirewallWays : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        where cluster.Network is { Egress: AksEgress.Firewall, FirewallAddress: not null, HubNetwork: null }
        select Finding.Warning(
            "CLU140", $"{cluster.Path}.network.hubNetwork",
            "egress is firewall, but no hubNetwork is given: unless someone connects the network to the firewall's before the cluster is " +
            "created, its nodes reach nothing and the creation fails. Give the id of the hub's virtual network, or create the network " +
            "first and connect it by hand.");
}
