using System.Collections.Immutable;

namespace Infra.Specification.Storage;

/// <summary>Where a storage class comes from.</summary>
public record StorageClassSpec
{
    /// <summary>What provides the volumes; absent: the cloud's own service. Required on-prem.</summary>
    public StorageProvider? Provider { get; init; }

    /// <summary>CSI driver of an existing storage system, where the provider is <c>existing</c>.</summary>
    public string? Driver { get; init; }

    /// <summary>Parameters of the class for the driver of an existing storage system, for example <c>server</c> and <c>share</c> of
    /// <c>nfs.csi.k8s.io</c>; see its documentation. Do not put credentials here.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
