using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace Infra.Components.Clusters.Aks;

/// <summary>The key vault with the secrets of a cluster's workloads: an existing one, or one of its own, apart from that of its keys,
/// because who may write secrets has no right to keys.</summary>
public sealed class AksSecretVault : ComponentResource
{
    /// <summary>Lets a workload read the vault, which it creates where the cluster names none.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="workload">Name of the workload in logical names.</param>
    /// <param name="identity">Its identity.</param>
    /// <param name="options">Options of the component.</param>
    public AksSecretVault(
        AksScope scope, AksParts parts, string workload, UserAssignedIdentity identity, ComponentResourceOptions options)
        : base("infra:clusters:AksSecretVault", scope.Name("secrets"), options)
    {
        if (scope.Cluster.SecretVault is { } named)
        {
            Ready = Open(named.Id);
        }
        else
        {
            var group = parts.Groups.Cluster;
            var vault = AksVault.Create(
                this, scope, "secret-vault", AksNames.SecretVault(scope.Platform, scope.Cluster), group, scope.Cluster.Region,
                identity.TenantId);
            var watched = parts.Logs.Watch(this, "secret-vault", vault.Id, ["AuditEvent"]);
            // On the group, whose other vault has no secrets, because a lock keeps the roles on the vault itself.
            foreach (var principal in scope.Cluster.Access.Administrators)
            {
                _ = AksIdentity.Grant(
                    this, scope, $"administrators-{principal}-on-secrets", AzureRole.KeyVaultSecretsOfficer, principal, group.Id,
                    PrincipalType.Group);
            }

            Ready = Open(vault.Id);
            parts.Groups.Lock("secret-vault", vault.Id, [.. Ready, watched]);
        }

        RegisterOutputs();

        IReadOnlyList<Resource> Open(Input<string> vault)
        {
            var grant = AksIdentity.Grant(
                this, scope, $"{workload}-reads-secrets", AzureRole.KeyVaultSecretsUser, identity.PrincipalId, vault);
            return scope.Private ? [grant, parts.Endpoints.Add("secret-vault", vault, "vault", scope.Cloud.VaultZone)] : [grant];
        }
    }

    /// <summary>What must exist before a pod reads a secret.</summary>
    public IReadOnlyList<Resource> Ready { get; }
}
