using System.Text.Json.Serialization;

namespace Infra.Specification.Backups;

/// <summary>A second copy of a cluster's backups, out of reach of those who administer the first, or of what the first region may
/// suffer.</summary>
public abstract record BackupCopySpec
{
    /// <summary>Its region: inside the declared borders, and in the cluster's partition or Azure cloud; another one than the cluster's
    /// survives the loss of a region.</summary>
    public required string Region { get; init; }

    /// <summary>The account or subscription that it names; absent: that of the cluster.</summary>
    [JsonIgnore]
    public abstract string? Owner { get; }
}
