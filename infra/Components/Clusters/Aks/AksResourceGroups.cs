using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Resources;

namespace Infra.Components.Clusters.Aks;

/// <summary>The resource groups of a cluster. Deleting a group deletes everything in it, so both are protected, as backups and keys are
/// individually.</summary>
public sealed class AksResourceGroups : ComponentResource
{
    /// <summary>Creates the groups.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="options">Options of the component.</param>
    public AksResourceGroups(AksScope scope, ComponentResourceOptions options)
        : base("infra:clusters:AksResourceGroups", scope.Name("resource-groups"), options)
    {
        Cluster = Create(scope, "group", AksNames.Group(scope.Platform, scope.Cluster));
        Backups = Create(scope, "backup-group", AksNames.BackupGroup(scope.Platform, scope.Cluster));
        RegisterOutputs();
    }

    /// <summary>The group of the cluster and everything it needs.</summary>
    public ResourceGroup Cluster { get; }

    /// <summary>The group of the backups, which outlive the cluster.</summary>
    public ResourceGroup Backups { get; }

    private ResourceGroup Create(AksScope scope, string role, string name) => new(scope.Name(role), new ResourceGroupArgs
    {
        ResourceGroupName = name,
        Location = scope.Cluster.Region,
        Tags = scope.Tags,
    }, new CustomResourceOptions { Parent = this, Protect = true });
}
