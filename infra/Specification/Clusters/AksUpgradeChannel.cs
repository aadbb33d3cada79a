namespace Infra.Specification.Clusters;

/// <summary>How far AKS upgrades Kubernetes automatically (https://learn.microsoft.com/azure/aks/auto-upgrade-cluster).</summary>
public enum AksUpgradeChannel
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>To the newest patch of the version that the stack names, in the maintenance window.</summary>
    Patch,

    /// <summary>To the newest patch of the second-newest minor version.</summary>
    Stable,

    /// <summary>To the newest patch of the newest minor version.</summary>
    Rapid,
}
