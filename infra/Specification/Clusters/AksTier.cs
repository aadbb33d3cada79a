namespace Infra.Specification.Clusters;

/// <summary>Service level of an AKS control plane.</summary>
public enum AksTier
{
    /// <summary>No uptime commitment; for trying out.</summary>
    Free,

    /// <summary>Uptime commitment of 99.95 % with zones.</summary>
    Standard,

    /// <summary>As standard, with long-term support of the version.</summary>
    Premium,
}
