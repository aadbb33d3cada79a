namespace Infra.Specification.Clusters;

/// <summary>Size of an on-prem cluster; decides whether KEDA is on by default, how many replicas an add-on has, and their resource
/// requests.</summary>
public enum SiteProfile
{
    /// <summary>Several nodes, highly available.</summary>
    Standard,

    /// <summary>One small node: every add-on runs one replica with half the requests, and KEDA is off by default, because a single node has
    /// nothing to scale to; <c>keda: {}</c> turns it on. An installed site is one k3s server, possibly with agents; adopted clusters of any
    /// distribution may use the profile.</summary>
    Edge,
}
