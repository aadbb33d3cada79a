using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Facts.Delivery;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using Inputs = Pulumi.AzureNative.Authorization.Inputs;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Aks;

/// <summary>What lets the hub deploy to the cluster: an identity that trusts the service accounts of its Argo CD, wherever the hub is, and
/// a role in the cluster, because Azure decides what an identity of Entra ID may do there.</summary>
public sealed class AksMember : ComponentResource
{
    /// <summary>Admits the hub.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="closed">Namespaces in which nothing may be delivered.</param>
    /// <param name="endpoint">URL and certificate authority of its API.</param>
    /// <param name="kubernetes">The provider for everything inside the cluster.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">Entra ID can trust nothing of the hub; a rule refuses it earlier.</exception>
    public AksMember(
        AksScope scope, AksParts parts, HubRecord hub, IReadOnlyList<string> closed, Output<(string Server, string Authority)> endpoint,
        Kubernetes.Provider kubernetes, ComponentResourceOptions options)
        : base("infra:clusters:AksMember", scope.Name("member"), options)
    {
        var issuer = hub.Issuer ?? throw new NotSupportedException(
            $"{scope.Cluster.Path}.delivery: Entra ID cannot read the keys of the hub's service accounts.");
        var child = new CustomResourceOptions { Parent = this };
        var identity = AksIdentity.Create(this, scope, parts.Groups.Cluster, "delivery");
        List<Resource> ready = [];
        foreach (var account in FleetDelivery.ServiceAccounts)
        {
            // Azure refuses two credentials of one identity at the same time.
            ready.Add(new FederatedIdentityCredential(scope.Name($"delivery-{account}"), new FederatedIdentityCredentialArgs
            {
                FederatedIdentityCredentialResourceName = account,
                ResourceName = identity.Name,
                ResourceGroupName = parts.Groups.Cluster.Name,
                Issuer = issuer,
                Subject = $"system:serviceaccount:{FleetDelivery.Namespace}:{account}",
                Audiences = { AksNames.TokenAudience },
            }, CustomResourceOptions.Merge(child, new CustomResourceOptions { DependsOn = [.. ready] })));
        }

        var role = new AzureRole(AksNames.AssignmentId(scope.CloudNameOf("delivery")), $"{scope.CloudName} delivery");
        var definition = new RoleDefinition(scope.Name("delivery-role"), new RoleDefinitionArgs
        {
            RoleDefinitionId = role.Id,
            RoleName = role.Title,
            RoleType = "CustomRole",
            Description = "What Argo CD may do in the cluster",
            Scope = parts.Groups.Cluster.Id,
            AssignableScopes = { parts.Groups.Cluster.Id },
            Permissions = new Inputs.PermissionArgs
            {
                DataActions = { "Microsoft.ContainerService/managedClusters/*" },
                NotDataActions = AzureRole.NotDelivered,
            },
        }, child);
        var grant = AksIdentity.Grant(
            this, scope, "delivery", role, identity.PrincipalId, parts.ControlPlane.Cluster.Id, after: definition);
        var rights = new MemberRights(
            scope.Cluster.Name, closed, new CustomResourceOptions { Parent = this, Provider = kubernetes });
        Record = new MemberRecord(
            scope.Cluster.Name,
            FleetDelivery.Labels(scope.Cluster),
            endpoint.Apply(facts => facts.Server),
            endpoint.Apply(facts => facts.Authority),
            Output.Tuple(identity.ClientId, identity.TenantId).Apply(facts => MemberLogins.ByIdentity(
                scope.Cloud.LoginEnvironment, scope.Cloud.Login, scope.Cluster.Kind, facts.Item1, facts.Item2).ToJsonString()),
            [
                .. ready, grant,
                // The API knows an identity that is no user by its object id.
                .. rights.Close(identity.PrincipalId.Apply(principal => $"request.userInfo.username == '{principal}'")),
            ])
        {
            Facts = Output.Tuple(identity.ClientId, identity.TenantId).Apply(facts => MemberLogins.Facts(
                "identity", ("cloud", scope.Cloud.Environment), ("client", facts.Item1), ("tenant", facts.Item2))),
        };
        RegisterOutputs();
    }

    /// <summary>What the hub must know.</summary>
    public MemberRecord Record { get; }
}
