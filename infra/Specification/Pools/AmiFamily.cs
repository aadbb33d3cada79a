namespace Infra.Specification.Pools;

/// <summary>Operating system of EKS nodes; support for Amazon Linux 2 ended in November 2025.</summary>
public enum AmiFamily
{
    /// <summary>Amazon Linux 2023; on GPU machines, its NVIDIA variant.</summary>
    Al2023,

    /// <summary>Bottlerocket; on GPU machines, its NVIDIA variant.</summary>
    Bottlerocket,
}
