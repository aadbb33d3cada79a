namespace Infra.Specification;

/// <summary>Where a storage class comes from.</summary>
public record StorageClassSpec
{
    /// <summary>What provides the volumes; absent: the cloud's own service. Required on-prem.</summary>
    public StorageProvider? Provider { get; init; }

    /// <summary>CSI driver of an existing storage system, where the provider is <c>existing</c>.</summary>
    public string? Driver { get; init; }
}
