using System.Collections.Immutable;
using Infra.Specification.Clusters;
using Infra.Specification.Installation;
using Infra.Specification.Pools;

namespace Infra.Facts.OnPrem;

/// <summary>One host of an installed cluster.</summary>
/// <param name="Address">Address for SSH.</param>
/// <param name="Role">Its role in the cluster.</param>
/// <param name="Pool">Its pool; absent for a server that runs only the control plane and the platform.</param>
public sealed record ClusterHost(string Address, HostRole Role, OnPremNodePoolSpec? Pool)
{
    /// <summary>The servers of a cluster in the order in which they are installed, then the agents pool by pool. A host of a pool that is
    /// also a server remains a server and gets the pool's labels: this is how one host, or three, can be a whole cluster. No host is in two
    /// pools (rule CLU029).</summary>
    public static IReadOnlyList<ClusterHost> Of(OnPremClusterSpec cluster, InstallSpec install)
    {
        var pools = cluster.Pools.SelectMany(pool => HostsOf(pool, install).Select(host => KeyValuePair.Create(host, pool))).ToDictionary();
        var servers = install.Servers.Select((address, index) =>
            new ClusterHost(address, index == 0 ? HostRole.FirstServer : HostRole.Server, pools.GetValueOrDefault(address)));
        var agents = cluster.Pools.SelectMany(pool => pool.Hosts.Except(install.Servers)
            .Select(host => new ClusterHost(host, HostRole.Agent, pool)));
        return [.. servers, .. agents];
    }

    /// <summary>The hosts of a pool: those that it lists, or the only server for a pool of one node without hosts.</summary>
    public static ImmutableArray<string> HostsOf(OnPremNodePoolSpec pool, InstallSpec install) =>
        pool is { Nodes: 1, Hosts.IsEmpty: true } && install.Servers.Length == 1 ? install.Servers : pool.Hosts;
}
