using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>What every part of an on-prem cluster needs: the specification and the names derived from it. Pure.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record OnPremScope(PlatformSpec Platform, OnPremClusterSpec Cluster)
{
    /// <summary>The name of the cluster outside its stack.</summary>
    public string CloudName => ResourceNames.Cluster(Platform, Cluster);

    /// <summary>Logical name of a resource: <c>{cluster}-{role}</c>. Part of the contract, because a change replaces real
    /// infrastructure.</summary>
    public string Name(string role) => $"{Cluster.Name}-{role}";
}
