using Infra.Components.Clusters.Aks.Backups;
using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Specification.Formats;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace Infra.Components.Clusters.Aks;

/// <summary>The identity of a workload in Azure, associated with its service account by workload identity, which exchanges a token of the
/// cluster for one of Entra ID.</summary>
public sealed class AksWorkloadIdentity : ComponentResource
{
    /// <summary>Creates the identity and associates it.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="store">The backup store.</param>
    /// <param name="workload">Service account and access.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="NotSupportedException">A workload on AKS needs no identity for this access, or the account to restore from is not
    /// named by its id; rules refuse it earlier. Or images are read, and the cluster has no registry.</exception>
    public AksWorkloadIdentity(
        AksScope scope, AksParts parts, AksBackupStore store, WorkloadIdentity workload, ComponentResourceOptions options)
        : base("infra:clusters:AksWorkloadIdentity", scope.Name($"{workload.Namespace}-{workload.ServiceAccount}"), options)
    {
        var role = $"{workload.Namespace}-{workload.ServiceAccount}";
        Identity = AksIdentity.Create(this, scope, parts.Groups.Cluster, role);
        var grants = Grant(scope, parts, role, workload, store);

        // Azure refuses two credentials of one identity at the same time; every identity here has exactly one.
        var credential = new FederatedIdentityCredential(scope.Name($"{role}-credential"), new FederatedIdentityCredentialArgs
        {
            FederatedIdentityCredentialResourceName = "cluster",
            ResourceName = Identity.Name,
            ResourceGroupName = parts.Groups.Cluster.Name,
            Issuer = parts.ControlPlane.Cluster.OidcIssuerProfile.Apply(profile => profile!.IssuerURL),
            Subject = $"system:serviceaccount:{workload.Namespace}:{workload.ServiceAccount}",
            Audiences = { AksNames.TokenAudience },
        }, new CustomResourceOptions { Parent = this });
        Ready = [credential, .. grants, .. store.Addresses];
        RegisterOutputs();
    }

    /// <summary>The identity; the service account names it.</summary>
    public UserAssignedIdentity Identity { get; }

    /// <summary>What must exist before a pod uses the account.</summary>
    public IReadOnlyList<Resource> Ready { get; }

    private Resource[] Grant(
        AksScope scope, AksParts parts, string role, WorkloadIdentity workload, AksBackupStore store) => workload.Access switch
    {
        Access.Secrets => [.. new AksSecretVault(scope, parts, role, Identity, new ComponentResourceOptions { Parent = this }).Ready],
        Access.BackupStore =>
        [
            AksIdentity.Grant(
                this, scope, $"{role}-writes-backups", AzureRole.StorageBlobDataContributor, Identity.PrincipalId, store.Primary.Id),
            .. scope.Cluster.RestoreFrom is { } source ? [Read(scope, role, source)] : Array.Empty<Resource>(),
        ],
        Access.Queues =>
        [
            .. scope.Cluster.AddOns.SelectMany(addOn => addOn.ReadsQueues ?? []).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(id => AksIdentity.Grant(
                    this, scope, $"{role}-reads-{Named(id)}", AzureRole.MonitoringReader, Identity.PrincipalId, id)),
        ],
        Access.DnsRecords => Write(scope, role),
        Access.Images =>
        [
            AksIdentity.Grant(this, scope, $"{role}-reads-images", AzureRole.AcrPull, Identity.PrincipalId, scope.Cluster.ContainerRegistry
                ?? throw new NotSupportedException($"{scope.Cluster.Path}.containerRegistry: is missing, but images are read from it.")),
        ],
        // AKS does this itself, with the identity of the control plane.
        Access.BlockVolumes or Access.SharedVolumes or Access.ParallelVolumes or Access.Buckets or Access.NodeGroupScaling
            or Access.NodeProvisioning or Access.LoadBalancers =>
            throw new NotSupportedException(
                $"{workload.Namespace}/{workload.ServiceAccount}: AKS does \"{workload.Access}\" itself; "
                + $"a workload needs no identity for it. Allowed: {Access.BackupStore}, {Access.Secrets}, {Access.Queues}, "
                + $"{Access.DnsRecords}, {Access.Images}."),
        _ => throw new NotSupportedException(
            $"{workload.Namespace}/{workload.ServiceAccount}: no role in Azure is known for \"{workload.Access}\". "
            + $"Allowed: {Access.BackupStore}, {Access.Secrets}, {Access.Queues}, {Access.DnsRecords}, {Access.Images}."),
    };

    // It finds the zone by listing those of its group (docs/tutorials/azure.md of kubernetes-sigs/external-dns).
    private Resource[] Write(AksScope scope, string role)
    {
        var id = scope.Cluster.Ingress?.Zone ?? "";
        var (title, zone) = AksResourceId.Of(id, AksResourceId.PrivateDnsZone) is { } inside
            ? (AzureRole.PrivateDnsZoneContributor, inside)
            : (AzureRole.DnsZoneContributor, AksResourceId.Of(id, AksResourceId.DnsZone)
                ?? throw new NotSupportedException($"{scope.Cluster.Path}.ingress.zone: \"{id}\" is not the id of a zone."));
        return
        [
            AksIdentity.Grant(this, scope, $"{role}-writes-{zone.Name}", title, Identity.PrincipalId, id),
            AksIdentity.Grant(
                this, scope, $"{role}-reads-{zone.Group}", AzureRole.Reader, Identity.PrincipalId,
                $"/subscriptions/{zone.Subscription}/resourceGroups/{zone.Group}"),
        ];
    }

    // The names in an id: of the group, and of the resources from the outermost to the innermost.
    private static string Named(string id) =>
        string.Join('-', id.Split('/').Skip(4).Where((_, index) => index == 0 || (index > 2 && index % 2 == 0)));

    // On the group of the account, which holds nothing but backups: a lock on the account would keep the role when it is no longer needed.
    private RoleAssignment Read(AksScope scope, string role, string source)
    {
        var account = AksResourceId.Of(source, AksResourceId.StorageAccount)
            ?? throw new NotSupportedException($"{scope.Cluster.Path}.restoreFrom: \"{source}\" is not the id of a storage account.");
        return AksIdentity.Grant(
            this, scope, $"{role}-reads-{account.Group}", AzureRole.StorageBlobDataReader, Identity.PrincipalId,
            $"/subscriptions/{account.Subscription}/resourceGroups/{account.Group}");
    }
}
