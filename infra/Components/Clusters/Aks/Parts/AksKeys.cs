using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Compute;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.ManagedIdentity;
using ComputeInputs = Pulumi.AzureNative.Compute.Inputs;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>The customer-managed keys of the cluster itself, one for each purpose, and the disk encryption set; backups have their own
/// (<c>AksBackupKeys</c>). Created only where keys are customer-managed.</summary>
public sealed class AksKeys : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksResourceGroups _groups;

    /// <summary>Creates the keys.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="identities">What uses them.</param>
    /// <param name="endpoints">Where the vault gets its address.</param>
    /// <param name="waits">Where roles get the time that they need.</param>
    /// <param name="logs">Where every use of a key is recorded.</param>
    /// <param name="options">Options of the component.</param>
    public AksKeys(
        AksScope scope, AksResourceGroups groups, AksIdentities identities, AksEndpoints endpoints, AksWaits waits, AksLogs logs,
        ComponentResourceOptions options)
        : base("infra:clusters:AksKeys", scope.Name("keys"), options)
    {
        _scope = scope;
        _groups = groups;
        Vault = AksVault.Create(
            this, scope, "vault", AksNames.Vault(scope.Platform, scope.Cluster), groups.Cluster, scope.Cluster.Region,
            identities.ControlPlane.TenantId);
        var watched = logs.Watch(this, "vault", Vault.Id, ["AuditEvent"]);

        // AKS keeps using the version of the etcd key that it was given: a rotation is a deliberate change of the cluster (docs/aks.md).
        Etcd = MakeKey("etcd", rotates: false);
        // An ephemeral disk keeps using the version with which it was created until its node gets a new image (Microsoft: "Bring your own
        // keys with Azure managed disks in AKS", limitations).
        Disks = MakeKey("disks", rotates: true);
        var storage = MakeKey("storage", rotates: true);
        // Azure Managed Lustre takes only RSA keys of 2048 bits (Microsoft: "Use customer-managed encryption keys with Azure Managed
        // Lustre", key properties): it has its own key, so that no other key is as short.
        if (scope.Cluster.Storage.Parallel is not null)
        {
            Parallel = MakeKey("parallel", rotates: true, bits: 2048);
        }

        Identity = AksIdentity.Create(this, scope, groups.Cluster, "encryption");
        List<Resource> grants =
        [
            AksIdentity.Grant(
                this, scope, "encryption-on-vault", AzureRole.KeyVaultCryptoServiceEncryptionUser, Identity.PrincipalId, Vault.Id),
            Let("control-plane-on-vault", AzureRole.KeyVaultCryptoUser, Vault.Id),
        ];
        if (scope.Private)
        {
            // The API server creates its own link to a private vault.
            grants.Add(Let("control-plane-links-vault", AzureRole.KeyVaultContributor, Vault.Id));
        }

        Usable = waits.ForRoles("keys", [.. grants]);
        Files = new AksStorageAccount.Encryption(Vault, storage, Identity, Usable);
        DiskSet = MakeDiskSet();
        List<Resource> ready =
        [
            Usable,
            // For dynamic volumes: the disk driver runs as the control plane and must be able to read the encryption set.
            Let("control-plane-on-disks", AzureRole.Reader, DiskSet.Id),
        ];
        if (scope.Private)
        {
            ready.Add(endpoints.Add("vault", Vault.Id, "vault", scope.Cloud.VaultZone));
        }

        Ready = ready;
        // To rotate a key, disable a version or recover a deleted key. On the group, whose other vault has no keys, because a lock keeps
        // the roles on the vault itself.
        foreach (var principal in scope.Cluster.Access.Administrators)
        {
            _ = AksIdentity.Grant(
                this, scope, $"administrators-{principal}-on-keys", AzureRole.KeyVaultCryptoOfficer, principal, groups.Cluster.Id,
                PrincipalType.Group);
        }

        groups.Lock("vault", Vault.Id, [Etcd, Disks, storage, .. Parallel is null ? [] : new[] { Parallel }, .. ready, watched]);
        RegisterOutputs();

        Resource Let(string name, AzureRole role, Output<string> resource) =>
            AksIdentity.Grant(this, scope, name, role, identities.ControlPlane.PrincipalId, resource);
    }

    /// <summary>The vault that holds the keys.</summary>
    public Vault Vault { get; }

    /// <summary>The key of Kubernetes' own data.</summary>
    public Key Etcd { get; }

    /// <summary>The key of disks.</summary>
    public Key Disks { get; }

    /// <summary>What encrypts the account of shared files. The key exists where there is no such account too, because a key is not
    /// deleted together with a storage class.</summary>
    internal AksStorageAccount.Encryption Files { get; }

    /// <summary>The key of the parallel file system, if there is one.</summary>
    public Key? Parallel { get; }

    /// <summary>The identity with which disks, storage accounts and file systems use a key.</summary>
    public UserAssignedIdentity Identity { get; }

    /// <summary>What exists once the roles on the vault are applied: everything that uses a key waits for it.</summary>
    public Resource Usable { get; }

    /// <summary>What encrypts disks.</summary>
    public DiskEncryptionSet DiskSet { get; }

    /// <summary>What must exist before the control plane uses the keys.</summary>
    public IReadOnlyList<Resource> Ready { get; }

    private Key MakeKey(string purpose, bool rotates, int bits = 3072) =>
        AksVault.CreateKey(this, _scope, Vault, _groups.Cluster, $"key-{purpose}", purpose, rotates, bits);

    private DiskEncryptionSet MakeDiskSet() => new(_scope.Name("disk-encryption"), new DiskEncryptionSetArgs
    {
        DiskEncryptionSetName = _scope.CloudNameOf("disks"),
        ResourceGroupName = _groups.Cluster.Name,
        Location = _scope.Cluster.Region,
        EncryptionType = DiskEncryptionSetType.EncryptionAtRestWithCustomerKey,
        RotationToLatestKeyVersionEnabled = true,
        ActiveKey = new ComputeInputs.KeyForDiskEncryptionSetArgs
        {
            // Azure requires a version here, although it moves on to later versions by itself.
            KeyUrl = Disks.KeyUriWithVersion,
            SourceVault = new ComputeInputs.SourceVaultArgs { Id = Vault.Id },
        },
        Identity = new ComputeInputs.EncryptionSetIdentityArgs
        {
            Type = DiskEncryptionSetIdentityType.UserAssigned,
            UserAssignedIdentities = { Identity.Id },
        },
    }, new CustomResourceOptions { Parent = this, Protect = true, DependsOn = { Usable } });
}
