namespace Infra.Specification.Clusters;

/// <summary>Service level of an AKS control plane.</summary>
public enum AksTier
{
    /// <summary>No uptime SLA; for trials.</summary>
    Free,

    /// <summary>Uptime SLA of 99.95 % with zones.</summary>
    Standard,

    /// <summary>As standard, with long-term support of the version.</summary>
    Premium,
}
