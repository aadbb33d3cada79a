using System.Collections.Immutable;
using Infra.Facts.Aks;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Resources;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks;

/// <summary>What every part of a cluster starts from: the specification, the cloud, the resource groups, and how things are named,
/// parented and granted.</summary>
internal sealed class AksScope
{
    private readonly Resource parent;

    public AksScope(PlatformSpec platform, AksClusterSpec cluster, Resource parent)
    {
        this.parent = parent;
        Platform = platform;
        Cluster = cluster;
        Cloud = AzureCloud.Of(cluster);
        var zones = cluster.Cloud.Regions.GetValueOrDefault(cluster.Region)?.Zones ?? [];
        Zones = [.. zones.Take(cluster.Network.Zones)];
        Group = MakeGroup("group", AksNames.Group(platform, cluster));
        BackupGroup = MakeGroup("backup-group", AksNames.BackupGroup(platform, cluster));
    }

    public PlatformSpec Platform { get; }

    public AksClusterSpec Cluster { get; }

    public AzureCloud Cloud { get; }

    /// <summary>The zones that the cluster uses; empty in a region without zones.</summary>
    public ImmutableArray<string> Zones { get; }

    public ResourceGroup Group { get; }

    public ResourceGroup BackupGroup { get; }

    public bool Private => Platform.Sovereignty.Endpoints == EndpointAccess.Private;

    public bool CustomerKeys => Platform.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>Tags of resource groups and the cluster. Azure allows no slash in a tag's name.</summary>
    public InputMap<string> Tags => new()
    {
        ["ai-platform-organization"] = Platform.Organization,
        ["ai-platform-environment"] = Platform.Environment,
        ["ai-platform-cluster"] = Cluster.Name,
    };

    /// <summary>Logical name of a resource: part of the contract, a change replaces real infrastructure.</summary>
    public string Logical(string role) => $"{Cluster.Name}-{role}";

    /// <summary>Name of a resource in Azure.</summary>
    public string Physical(string role) => $"{ResourceNames.Cluster(Platform, Cluster)}-{role}";

    public CustomResourceOptions Options(bool protect = false, params Resource[] dependsOn) =>
        new() { Parent = parent, Protect = protect, DependsOn = dependsOn };

    /// <summary>Lets a principal use a resource.</summary>
    /// <param name="name">What is granted, unique in the cluster; the assignment is named after it.</param>
    /// <param name="role">The role.</param>
    /// <param name="principal">Object id of the principal.</param>
    /// <param name="resource">Id of the resource that the role is for.</param>
    /// <param name="kind">What the principal is; said, because Entra ID may not know a new identity yet when Azure asks.</param>
    public RoleAssignment Grant(string name, AzureRole role, Input<string> principal, Input<string> resource, PrincipalType? kind = null)
    {
        // A principal cannot be changed in place, and the name is taken as long as the old assignment is there.
        var options = Options();
        options.DeleteBeforeReplace = true;
        return new RoleAssignment(Logical($"{name}-role"), new RoleAssignmentArgs
        {
            RoleAssignmentName = AksNames.AssignmentId(Physical(name), role.Id),
            // As Azure returns it: in the subscription of the resource, which need not be the cluster's.
            RoleDefinitionId = resource.Apply(
                id => $"{string.Join('/', id.Split('/').Take(3))}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}"),
            PrincipalId = principal,
            PrincipalType = (kind ?? PrincipalType.ServicePrincipal).ToString(),
            Scope = resource,
            Description = role.Title,
        }, options);
    }

    // A resource group takes everything in it along; backups and keys are protected one by one, and so is the group that holds them.
    private ResourceGroup MakeGroup(string role, string name) => new(Logical(role), new ResourceGroupArgs
    {
        ResourceGroupName = name,
        Location = Cluster.Region,
        Tags = Tags,
    }, Options(protect: true));
}
