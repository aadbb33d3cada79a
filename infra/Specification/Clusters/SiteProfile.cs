namespace Infra.Specification.Clusters;

/// <summary>Size of an on-prem cluster; decides whether KEDA is on by default, how many copies of an add-on run and how much they ask
/// for.</summary>
public enum SiteProfile
{
    /// <summary>Several nodes, highly available.</summary>
    Standard,

    /// <summary>One small node: every add-on runs once with half the requests, and KEDA is left out by default, since a single node has
    /// nothing to scale to; <c>keda: {}</c> asks for it. An installed site is one k3s server, possibly with agents; adopted clusters of
    /// any distribution may use the profile.</summary>
    Edge,
}
