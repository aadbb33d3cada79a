using System.Text.Json.Serialization;

namespace Infra.Specification.Backups;

/// <summary>Where the immutable copy of an AKS cluster's backups is: in another subscription, another region or both, with a vault, a key
/// and a resource group of its own.</summary>
public sealed record AksBackupCopySpec : BackupCopySpec
{
    /// <summary>Id of another Azure subscription of the same Entra ID tenant; absent: that of the cluster, in another region.</summary>
    public string? Subscription { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? Owner => Subscription;
}
