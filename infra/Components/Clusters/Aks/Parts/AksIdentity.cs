using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Resources;
// Pulumi.AzureNative.Resources has a Resource of its own.
using Resource = Pulumi.Resource;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>Creates managed identities and role assignments.</summary>
internal static class AksIdentity
{
    /// <summary>Creates an identity.</summary>
    /// <param name="parent">The parent component.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="group">Its resource group.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="region">Its region. Default: the cluster's.</param>
    public static UserAssignedIdentity Create(
        Resource parent, AksScope scope, ResourceGroup group, string role, string? region = null) =>
        new(scope.Name($"{role}-identity"), new UserAssignedIdentityArgs
        {
            ResourceName = scope.CloudNameOf(role),
            ResourceGroupName = group.Name,
            Location = region ?? scope.Cluster.Region,
        }, new CustomResourceOptions { Parent = parent });

    /// <summary>Lets a principal use a resource.</summary>
    /// <param name="parent">The parent component of the assignment.</param>
    /// <param name="scope">The cluster.</param>
    /// <param name="name">Name of the assignment, unique in the cluster.</param>
    /// <param name="role">The role.</param>
    /// <param name="principal">Object id of the principal.</param>
    /// <param name="resource">Id of the resource to which the role applies.</param>
    /// <param name="kind">Type of the principal; given because Entra ID may not know a new identity yet when Azure asks. Default: a service
    /// principal.</param>
    /// <param name="after">What must exist first: the definition of a role that is not built in.</param>
    public static RoleAssignment Grant(
        Resource parent, AksScope scope, string name, AzureRole role, Input<string> principal, Input<string> resource,
        PrincipalType? kind = null, Resource? after = null) =>
        new(scope.Name($"{name}-role"), new RoleAssignmentArgs
        {
            RoleAssignmentName = AksNames.AssignmentId(scope.CloudNameOf(name), role.Id),
            // As Azure returns it: in the subscription of the resource, which may differ from the cluster's.
            RoleDefinitionId = resource.Apply(
                id => $"{string.Join('/', id.Split('/').Take(3))}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}"),
            PrincipalId = principal,
            PrincipalType = (kind ?? PrincipalType.ServicePrincipal).ToString(),
            Scope = resource,
            Description = role.Title,
        }, new CustomResourceOptions
        {
            Parent = parent,
            DependsOn = after is null ? [] : [after],
            // A principal cannot be changed in place, and the name is taken as long as the old assignment exists.
            DeleteBeforeReplace = true,
        });
}
