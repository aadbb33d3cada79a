using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Resources;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The resource groups of a cluster. Deleting a group deletes everything in it, so all are protected, as backups and keys are
/// individually.</summary>
public sealed class AksResourceGroups : ComponentResource
{
    private readonly AksScope _scope;

    /// <summary>Creates the groups.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="copies">The provider of the subscription of the copies; absent: that of the cluster's.</param>
    /// <param name="options">Options of the component.</param>
    public AksResourceGroups(AksScope scope, ProviderResource? copies, ComponentResourceOptions options)
        : base("infra:clusters:AksResourceGroups", scope.Name("resource-groups"), options)
    {
        _scope = scope;
        Cluster = Create(scope, "group", AksNames.Group(scope.Platform, scope.Cluster));
        Backups = Create(scope, "backup-group", AksNames.BackupGroup(scope.Platform, scope.Cluster));
        Copies = scope.Copy is null
            ? Backups
            : Create(scope, "replica-group", AksNames.CopyGroup(scope.Platform, scope.Cluster), scope.CopyRegion, copies);
        Snapshots = scope.Cluster.BackupVault is null
            ? null
            : Create(scope, "snapshot-group", AksNames.SnapshotGroup(scope.Platform, scope.Cluster));
        RegisterOutputs();
    }

    /// <summary>The group of the cluster and everything it needs.</summary>
    public ResourceGroup Cluster { get; }

    /// <summary>The group of the backups, which outlive the cluster.</summary>
    public ResourceGroup Backups { get; }

    /// <summary>The group of the immutable copies: that of the backups, or one in the second region or subscription. Azure keeps what it
    /// knows of a group in the group's region, and changes nothing in it while the region fails.</summary>
    public ResourceGroup Copies { get; }

    /// <summary>The group of the snapshots of Azure Backup; absent where Velero backs up.</summary>
    public ResourceGroup? Snapshots { get; }

    /// <summary>Locks a resource that holds data or keys, unless the cluster has no deletion protection: nobody deletes it, or its group,
    /// through Azure's management before the lock is gone, not even an owner of the subscription by mistake.</summary>
    /// <remarks>A lock stands in the way of management alone, so Velero still deletes blobs. It also keeps everything under the resource:
    /// role assignments, diagnostic settings and policies, and the shares that the driver of Azure Files deletes in its account. So what
    /// comes and goes is granted on the group, and the file account has no lock
    /// (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources).</remarks>
    /// <param name="role">What the resource is, unique in the cluster.</param>
    /// <param name="resource">Its id.</param>
    /// <param name="inside">What the program creates under it: deleted after the lock.</param>
    internal void Lock(string role, Input<string> resource, params IEnumerable<Resource> inside)
    {
        if (_scope.Cluster.DeletionProtection)
        {
            _ = new ManagementLockByScope(_scope.Name($"{role}-lock"), new ManagementLockByScopeArgs
            {
                LockName = "ai-platform",
                Scope = resource,
                Level = LockLevel.CanNotDelete,
                Notes = $"Holds data or keys of {_scope.CloudName}. The stack removes this lock with deletionProtection: false.",
            }, new CustomResourceOptions { Parent = this, DependsOn = [.. inside] });
        }
    }

    private ResourceGroup Create(
        AksScope scope, string role, string name, string? region = null, ProviderResource? provider = null) => new(scope.Name(role), new()
    {
        ResourceGroupName = name,
        Location = region ?? scope.Cluster.Region,
        Tags = scope.Tags,
    }, new CustomResourceOptions { Parent = this, Provider = provider, Protect = true });
}
