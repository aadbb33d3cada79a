using Infra.AddOns.Storage;
using Infra.Components.Workloads;
using Infra.Facts.Conventions;
using Infra.Facts.OnPrem;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Random;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The storage classes of the specification, with the same names as on every cluster.</summary>
public sealed class OnPremStorage : ComponentResource
{
    /// <summary>Creates pools and classes.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="provider">The provider of the cluster.</param>
    /// <param name="drivers">The add-ons that bring the drivers.</param>
    /// <param name="options">Options of the component.</param>
    /// <exception cref="ArgumentException">No on-prem provider supports the request.</exception>
    public OnPremStorage(
        OnPremScope scope, Kubernetes.Provider provider, IReadOnlyList<Resource> drivers, ComponentResourceOptions options)
        : base("infra:clusters:OnPremStorage", scope.Name("storage"), options)
    {
        var storage = scope.Cluster.Storage;
        (string Name, StorageClassSpec? Spec)[] all =
        [
            (StorageClasses.Fast, storage.Fast), (StorageClasses.Shared, storage.Shared), (StorageClasses.Parallel, storage.Parallel),
        ];
        var child = new CustomResourceOptions { Parent = this, Provider = provider, DependsOn = [.. drivers] };
        var encryption = all.Any(each => each.Spec?.Provider is StorageProvider.Longhorn) ? Encrypt(scope, child) : null;
        var copies = new OnPremFacts(scope.Cluster).StorageCopies;
        HashSet<string> snapshotted = [];
        foreach (var (name, spec) in all)
        {
            if (spec is null)
            {
                continue;
            }

            var volumes = SiteVolumes.Of(scope.Cluster, name, spec, copies);
            Resource? before = volumes.Pool is null
                ? volumes.NeedsKey ? encryption : null
                : new Manifest(scope.Name($"{name}-pool"), volumes.Pool, child);
            var ours = before is null ? child : CustomResourceOptions.Merge(child, new CustomResourceOptions { DependsOn = { before } });
            _ = ClassOf(scope, name, volumes, ours);

            // One class per driver: Velero refuses two.
            if (snapshotted.Add(volumes.Driver))
            {
                _ = new Manifest(
                    scope.Name($"{name}-snapshots"), StorageClasses.Snapshots(name, volumes.Driver, volumes.SnapshotParameters), ours);
            }
        }

        RegisterOutputs();
    }

    private static StorageClass ClassOf(OnPremScope scope, string name, SiteVolumes volumes, CustomResourceOptions options)
    {
        var metadata = new ObjectMetaArgs { Name = name };
        if (name == StorageClasses.Fast)
        {
            metadata.Annotations.Add(StorageClasses.DefaultAnnotation, "true");
        }

        return new StorageClass(scope.Name(name), new()
        {
            Metadata = metadata,
            Provisioner = volumes.Driver,
            Parameters = volumes.Parameters,
            AllowVolumeExpansion = true,
            ReclaimPolicy = "Delete",
            VolumeBindingMode = "WaitForFirstConsumer",
        }, options);
    }

    // Longhorn encrypts volumes with the passphrase of a secret (longhorn.io, "Volume Encryption"). Without it the volumes are lost.
    private Secret Encrypt(OnPremScope scope, CustomResourceOptions options)
    {
        var random = new Pulumi.Random.Provider(scope.Name("storage-random"), new(), new CustomResourceOptions { Parent = this });
        var passphrase = new RandomPassword(
            scope.Name(SiteVolumes.LonghornKey),
            new RandomPasswordArgs { Length = 48, Special = false },
            new CustomResourceOptions { Parent = this, Provider = random, Protect = true });
        return new Secret(scope.Name("longhorn-secret"), new()
        {
            Metadata = new ObjectMetaArgs { Name = SiteVolumes.LonghornKey, Namespace = Longhorn.Namespace },
            Type = "Opaque",
            StringData =
            {
                ["CRYPTO_KEY_VALUE"] = Output.CreateSecret(passphrase.Result),
                ["CRYPTO_KEY_PROVIDER"] = "secret",
            },
        }, CustomResourceOptions.Merge(options, new CustomResourceOptions { Protect = true }));
    }
}
