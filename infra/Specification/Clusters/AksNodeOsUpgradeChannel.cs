namespace Infra.Specification.Clusters;

/// <summary>How nodes get operating system updates (https://learn.microsoft.com/azure/aks/auto-upgrade-node-image).</summary>
public enum AksNodeOsUpgradeChannel
{
    /// <summary>No automatic updates: security fixes are up to you.</summary>
    None,

    /// <summary>By the operating system, every night and outside the maintenance window; restarts that an update needs are up to
    /// you.</summary>
    Unmanaged,

    /// <summary>Security fixes tested by AKS, in the maintenance window and mostly without replacing nodes.</summary>
    SecurityPatch,

    /// <summary>A new image every week, in the maintenance window, node by node.</summary>
    NodeImage,
}
