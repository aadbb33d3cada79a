using Infra.Facts.Aks;
using Pulumi;
using Pulumi.AzureNative.Compute;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.ManagedIdentity;
using ComputeInputs = Pulumi.AzureNative.Compute.Inputs;
using Inputs = Pulumi.AzureNative.KeyVault.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The customer's keys, one for each purpose, and what encrypts disks with them. Made only where keys are
/// customer-managed.</summary>
internal sealed class AksKeys
{
    private readonly AksScope scope;

    public AksKeys(AksScope scope, AksIdentities identities, AksPrivateEndpoints endpoints)
    {
        this.scope = scope;
        Vault = new Vault(scope.Logical("vault"), new VaultArgs
        {
            VaultName = AksNames.Vault(scope.Platform, scope.Cluster),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            Properties = new Inputs.VaultPropertiesArgs
            {
                TenantId = identities.ControlPlane.TenantId,
                Sku = new Inputs.SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
                EnableRbacAuthorization = true,
                EnableSoftDelete = true,
                // A lost key is lost data: 90 days is the longest that Azure keeps a deleted vault, and nobody can shorten it.
                SoftDeleteRetentionInDays = 90,
                EnablePurgeProtection = true,
                PublicNetworkAccess = scope.Private ? "Disabled" : "Enabled",
                // Disks and storage accounts are Azure's own services: they reach a closed vault as trusted services, still by their
                // roles.
                NetworkAcls = new Inputs.NetworkRuleSetArgs
                {
                    Bypass = NetworkRuleBypassOptions.AzureServices,
                    DefaultAction = scope.Private ? NetworkRuleAction.Deny : NetworkRuleAction.Allow,
                },
            },
        }, scope.Options(protect: true));

        // AKS keeps to the version of the etcd key that it was given: a rotation is a change of the cluster, done on purpose
        // (docs/aks.md).
        Etcd = MakeKey("etcd", rotates: false);
        // An ephemeral disk goes on with the version that it was made with until its node has a new image (Microsoft: "Bring your own keys
        // with Azure managed disks in AKS", limitations).
        Disks = MakeKey("disks", rotates: true);
        Storage = MakeKey("storage", rotates: true);
        // Azure Managed Lustre takes RSA keys of 2048 bits alone (Microsoft: "Use customer-managed encryption keys with Azure Managed
        // Lustre", key properties): one of its own, so that no other is as short.
        if (scope.Cluster.Storage.Parallel is not null)
            Parallel = MakeKey("parallel", rotates: true, bits: 2048);

        Identity = identities.Make("encryption");
        Grant = scope.Grant(
            "encryption-on-vault", AzureRole.KeyVaultCryptoServiceEncryptionUser, Identity.PrincipalId, Vault.Id);
        identities.Grants.Add(scope.Grant(
            "control-plane-on-vault", AzureRole.KeyVaultCryptoUser, identities.ControlPlane.PrincipalId, Vault.Id));
        DiskSet = MakeDiskSet();
        // Dynamic volumes: the disk driver runs as the control plane and must see the set that it names.
        identities.Grants.Add(scope.Grant("control-plane-on-disks", AzureRole.Reader, identities.ControlPlane.PrincipalId, DiskSet.Id));

        if (scope.Private)
        {
            // The API server makes a link of its own to a private vault.
            identities.Grants.Add(scope.Grant(
                "control-plane-links-vault", AzureRole.KeyVaultContributor, identities.ControlPlane.PrincipalId, Vault.Id));
            identities.Grants.Add(endpoints.Add("vault", Vault.Id, "vault", scope.Cloud.VaultZone));
        }
    }

    public Vault Vault { get; }

    public Key Etcd { get; }

    public Key Disks { get; }

    public Key Storage { get; }

    /// <summary>The key of the parallel file system, where there is one.</summary>
    public Key? Parallel { get; }

    /// <summary>What disks, storage accounts and file systems act as when they use a key.</summary>
    public UserAssignedIdentity Identity { get; }

    /// <summary>The role of <see cref="Identity"/> on the vault: whatever is encrypted waits for it.</summary>
    public Resource Grant { get; }

    public DiskEncryptionSet DiskSet { get; }

    // 3072 bits: what BSI TR-02102-1 asks for RSA beyond 2023; Azure disks, storage and KMS all take it.
    private Key MakeKey(string purpose, bool rotates, int bits = 3072)
    {
        var properties = new Inputs.KeyPropertiesArgs { Kty = JsonWebKeyType.RSA, KeySize = bits };
        if (rotates)
            properties.RotationPolicy = YearlyRotation();
        return new Key(scope.Logical($"key-{purpose}"), new KeyArgs
        {
            KeyName = purpose,
            VaultName = Vault.Name,
            ResourceGroupName = scope.Group.Name,
            Properties = properties,
        }, scope.Options(protect: true));
    }

    // No expiry: a key that expires takes the data with it when a rotation fails.
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

    private DiskEncryptionSet MakeDiskSet() => new(scope.Logical("disk-encryption"), new DiskEncryptionSetArgs
    {
        DiskEncryptionSetName = scope.Physical("disks"),
        ResourceGroupName = scope.Group.Name,
        Location = scope.Cluster.Region,
        EncryptionType = DiskEncryptionSetType.EncryptionAtRestWithCustomerKey,
        RotationToLatestKeyVersionEnabled = true,
        ActiveKey = new ComputeInputs.KeyForDiskEncryptionSetArgs
        {
            // Azure asks for a version here even though it moves on to later ones by itself.
            KeyUrl = Disks.KeyUriWithVersion,
            SourceVault = new ComputeInputs.SourceVaultArgs { Id = Vault.Id },
        },
        Identity = new ComputeInputs.EncryptionSetIdentityArgs
        {
            Type = DiskEncryptionSetIdentityType.UserAssigned,
            UserAssignedIdentities = { Identity.Id },
        },
    }, scope.Options(protect: true, Grant));
}
