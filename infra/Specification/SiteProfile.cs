namespace Infra.Specification;

/// <summary>Size of an on-prem cluster; decides which add-ons are on by default and how much they ask for.</summary>
public enum SiteProfile
{
    /// <summary>Several nodes, highly available.</summary>
    Standard,

    /// <summary>One small node: fewer add-ons, one replica each, smaller requests.</summary>
    Edge,
}
