using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Compute;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.ManagedIdentity;
using ComputeInputs = Pulumi.AzureNative.Compute.Inputs;
using Inputs = Pulumi.AzureNative.KeyVault.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The customer-managed keys, one for each purpose, and the disk encryption set. Created only where keys are
/// customer-managed.</summary>
public sealed class AksKeys : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksResourceGroups _groups;

    /// <summary>Creates the keys.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="identities">What uses them.</param>
    /// <param name="endpoints">Where the vault gets its address.</param>
    /// <param name="logs">Where every use of a key is recorded.</param>
    /// <param name="options">Options of the component.</param>
    public AksKeys(
        AksScope scope, AksResourceGroups groups, AksIdentities identities, AksEndpoints endpoints, AksLogs logs,
        ComponentResourceOptions options)
        : base("infra:clusters:AksKeys", scope.Name("keys"), options)
    {
        _scope = scope;
        _groups = groups;
        Vault = new Vault(scope.Name("vault"), new VaultArgs
        {
            VaultName = AksNames.Vault(scope.Platform, scope.Cluster),
            ResourceGroupName = groups.Cluster.Name,
            Location = scope.Cluster.Region,
            Properties = new Inputs.VaultPropertiesArgs
            {
                TenantId = identities.ControlPlane.TenantId,
                Sku = new Inputs.SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
                EnableRbacAuthorization = true,
                EnableSoftDelete = true,
                // A lost key means lost data: 90 days is the longest time that Azure keeps a deleted vault, and nobody can shorten it.
                SoftDeleteRetentionInDays = 90,
                EnablePurgeProtection = true,
                PublicNetworkAccess = scope.Private ? "Disabled" : "Enabled",
                // Disks and storage accounts are Azure services: they reach a private vault as trusted services, and still need their
                // roles.
                NetworkAcls = new Inputs.NetworkRuleSetArgs
                {
                    Bypass = NetworkRuleBypassOptions.AzureServices,
                    DefaultAction = scope.Private ? NetworkRuleAction.Deny : NetworkRuleAction.Allow,
                },
            },
        }, new CustomResourceOptions { Parent = this, Protect = true });
        logs.Watch(this, "vault", Vault.Id, ["AuditEvent"]);

        // AKS keeps using the version of the etcd key that it was given: a rotation is a deliberate change of the cluster (docs/aks.md).
        Etcd = MakeKey("etcd", rotates: false);
        // An ephemeral disk keeps using the version with which it was created until its node gets a new image (Microsoft: "Bring your own
        // keys with Azure managed disks in AKS", limitations).
        Disks = MakeKey("disks", rotates: true);
        Storage = MakeKey("storage", rotates: true);
        // Azure Managed Lustre takes only RSA keys of 2048 bits (Microsoft: "Use customer-managed encryption keys with Azure Managed
        // Lustre", key properties): it has its own key, so that no other key is as short.
        if (scope.Cluster.Storage.Parallel is not null)
        {
            Parallel = MakeKey("parallel", rotates: true, bits: 2048);
        }

        Identity = AksIdentity.Create(this, scope, groups.Cluster, "encryption");
        Grant = AksIdentity.Grant(
            this, scope, "encryption-on-vault", AzureRole.KeyVaultCryptoServiceEncryptionUser, Identity.PrincipalId, Vault.Id);
        DiskSet = MakeDiskSet();
        List<Resource> ready =
        [
            Let("control-plane-on-vault", AzureRole.KeyVaultCryptoUser, Vault.Id),
            // For dynamic volumes: the disk driver runs as the control plane and must be able to read the encryption set.
            Let("control-plane-on-disks", AzureRole.Reader, DiskSet.Id),
        ];
        if (scope.Private)
        {
            // The API server creates its own link to a private vault.
            ready.Add(Let("control-plane-links-vault", AzureRole.KeyVaultContributor, Vault.Id));
            ready.Add(endpoints.Add("vault", Vault.Id, "vault", scope.Cloud.VaultZone));
        }

        Ready = ready;
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

    /// <summary>The key of storage accounts.</summary>
    public Key Storage { get; }

    /// <summary>The key of the parallel file system, if there is one.</summary>
    public Key? Parallel { get; }

    /// <summary>The identity with which disks, storage accounts and file systems use a key.</summary>
    public UserAssignedIdentity Identity { get; }

    /// <summary>The role of <see cref="Identity"/> on the vault: every encrypted resource waits for it.</summary>
    public Resource Grant { get; }

    /// <summary>What encrypts disks.</summary>
    public DiskEncryptionSet DiskSet { get; }

    /// <summary>What must exist before the control plane uses the keys.</summary>
    public IReadOnlyList<Resource> Ready { get; }

    // 3072 bits: the minimum of BSI TR-02102-1 for RSA after 2023; Azure disks, storage and KMS all accept it.
    private Key MakeKey(string purpose, bool rotates, int bits = 3072)
    {
        var properties = new Inputs.KeyPropertiesArgs { Kty = JsonWebKeyType.RSA, KeySize = bits };
        if (rotates)
        {
            properties.RotationPolicy = YearlyRotation();
        }

        return new Key(_scope.Name($"key-{purpose}"), new KeyArgs
        {
            KeyName = purpose,
            VaultName = Vault.Name,
            ResourceGroupName = _groups.Cluster.Name,
            Properties = properties,
        }, new CustomResourceOptions { Parent = this, Protect = true });
    }

    // No expiry: if a rotation failed, an expired key would make the data unreadable.
    private static Inputs.RotationPolicyArgs YearlyRotation() => new()
    {
        LifetimeActions =
        {
            new Inputs.LifetimeActionArgs
            {
                Action = new Inputs.ActionArgs { Type = KeyRotationPolicyActionType.Rotate },
                Trigger = new Inputs.TriggerArgs { TimeAfterCreate = "P1Y" },
            },
        },
    };

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
    }, new CustomResourceOptions { Parent = this, Protect = true, DependsOn = { Grant } });
}
