using System.Text.Json.Serialization;

namespace Infra.Specification.Backups;

/// <summary>The copy of an EKS cluster's backups: in another account, with a key of its own.</summary>
public sealed record EksBackupCopySpec : BackupCopySpec
{
    /// <summary>The twelve-digit AWS account, quoted, another one than the cluster's; who logs in there is said in
    /// <c>ai-platform:accounts</c>.</summary>
    public required string Account { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Owner => Account;
}
