namespace Infra.Specification.Clusters;

/// <summary>How nodes get fixes of their operating system (https://learn.microsoft.com/azure/aks/auto-upgrade-node-image).</summary>
public enum AksNodeOsUpgradeChannel
{
    /// <summary>Not at all by themselves: security fixes are yours.</summary>
    None,

    /// <summary>By the operating system, every night and outside the maintenance window; a restart that a fix needs is yours.</summary>
    Unmanaged,

    /// <summary>Security fixes that AKS has tested, in the maintenance window and mostly without a new node.</summary>
    SecurityPatch,

    /// <summary>A new image every week, in the maintenance window, node by node.</summary>
    NodeImage,
}
