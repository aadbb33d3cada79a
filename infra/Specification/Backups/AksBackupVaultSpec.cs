using System.Collections.Immutable;

namespace Infra.Specification.Backups;

/// <summary>Azure Backup in place of Velero: snapshots of disks in the subscription, with a vault that makes and expires them by
/// <c>ai-platform:backup</c>.</summary>
public sealed record AksBackupVaultSpec
{
    /// <summary>Namespaces not to back up, in addition to those that Azure Backup leaves out by itself: <c>kube-system</c>,
    /// <c>kube-node-lease</c> and <c>kube-public</c>.</summary>
    /// <value>none</value>
    public ImmutableArray<string> ExcludedNamespaces { get; init; } = [];
}
