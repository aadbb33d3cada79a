using System.Globalization;
using Infra.Catalogue;
using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Components.Workloads;
using Infra.Facts.Aks;
using Infra.Facts.Conventions;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.StorageCache;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;
using Inputs = Pulumi.AzureNative.StorageCache.Inputs;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Aks;

/// <summary>The storage classes of the specification, and the services behind them.</summary>
public sealed class AksStorage : ComponentResource
{
    private readonly AksScope _scope;
    private readonly AksParts _parts;
    private readonly Kubernetes.Provider _provider;

    /// <summary>Creates file systems and classes.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="provider">The provider of the cluster.</param>
    /// <param name="options">Options of the component.</param>
    public AksStorage(AksScope scope, AksParts parts, Kubernetes.Provider provider, ComponentResourceOptions options)
        : base("infra:clusters:AksStorage", scope.Name("storage"), options)
    {
        _scope = scope;
        _parts = parts;
        _provider = provider;
        if (scope.Cluster.Storage.Fast is not null)
        {
            Fast();
        }

        if (scope.Cluster.Storage.Shared is not null)
        {
            Shared();
        }

        if (scope.Cluster.Storage.Parallel is { } parallel)
        {
            Parallel(parallel);
        }

        RegisterOutputs();
    }

    // Azure disks, with the class of their snapshots.
    private void Fast()
    {
        var args = Class(StorageClasses.Fast, CsiDrivers.AzureDisk);
        args.Metadata = new ObjectMetaArgs
        {
            Name = StorageClasses.Fast,
            // AKS also marks its own class as default; of two defaults Kubernetes uses the newer.
            Annotations = { [StorageClasses.DefaultAnnotation] = "true" },
        };
        // Where the pod runs: a disk is in the pod's zone, or in all zones of the region.
        args.VolumeBindingMode = "WaitForFirstConsumer";
        args.ReclaimPolicy = "Delete";
        args.Parameters = new InputMap<string>
        {
            // A disk in one zone would keep its pod waiting: the autoscaler cannot choose the zone of a new node of a pool over several,
            // and guesses that of an empty pool (buildGenericLabels in azure_template.go of kubernetes/autoscaler). Disks in all zones are
            // offered wherever there are zones (https://learn.microsoft.com/azure/virtual-machines/disks-deploy-zrs).
            ["skuName"] = _scope.Zones.Length > 1 ? "Premium_ZRS" : "Premium_LRS",
            ["cachingMode"] = "ReadOnly",
            // Nobody can export or upload a disk from outside the cluster.
            ["networkAccessPolicy"] = "DenyAll",
            ["publicNetworkAccess"] = "Disabled",
        };
        if (_parts.Keys is { } keys)
        {
            args.Parameters["diskEncryptionSetID"] = keys.DiskSet.Id;
        }

        _ = new StorageClass(_scope.Name("class-fast"), args, Options());
        // Azure Backup has a class of its own, and one with Velero's label would disturb it
        // (https://learn.microsoft.com/azure/backup/aks-backup-faq).
        if (_scope.Cluster.BackupVault is null)
        {
            _ = new Manifest(
                _scope.Name("snapshots-fast"), StorageClasses.Snapshots(StorageClasses.Fast, CsiDrivers.AzureDisk), Options());
        }
    }

    // NFS shares of Azure Files. The platform creates the account, so that it has the customer-managed key and no address outside the
    // network; the driver only creates shares in it, with the control plane's identity and without an account key.
    private void Shared()
    {
        var sku = _scope.Zones.Length > 1 ? SkuName.Premium_ZRS : SkuName.Premium_LRS;
        var name = AksNames.FileAccount(_scope.Platform, _scope.Cluster);
        var account = AksStorageAccount.Create(
            this, _scope, _parts.Keys?.Files, "shared", name, _parts.Groups.Cluster, _scope.Cluster.Region, Kind.FileStorage, sku);
        var driver = _parts.Identities.ControlPlane.PrincipalId;
        var grant = AksIdentity.Grant(
            this, _scope, "control-plane-on-shared", AzureRole.StorageAccountContributor, driver, account.Id);
        var names = _parts.Endpoints.Add("shared", account.Id, "file", _scope.Cloud.FileZone);
        var args = Class(StorageClasses.Shared, CsiDrivers.AzureFile);
        args.VolumeBindingMode = "Immediate";
        args.ReclaimPolicy = "Delete";
        // Four connections to a share, as Microsoft advises for NFS ("Improve performance for NFS Azure file shares").
        args.MountOptions = new InputList<string> { "nconnect=4", "noresvport", "actimeo=30" };
        args.Parameters = new InputMap<string>
        {
            ["protocol"] = "nfs",
            // TLS around NFS, offered since 1.33 (Microsoft: "Encryption in transit for NFS file shares").
            ["encryptInTransit"] = "true",
            // The share is mounted by its private name. Without this the driver assumes a service endpoint and adds one to the nodes'
            // subnet (azurefile-csi-driver, CreateVolume).
            ["networkEndpointType"] = "privateEndpoint",
            ["storageAccount"] = account.Name,
            ["resourceGroup"] = _parts.Groups.Cluster.Name,
            ["storeAccountKey"] = "false",
        };
        _ = new StorageClass(_scope.Name("class-shared"), args, Options(grant, names));
    }

    // Azure Managed Lustre: one file system with a directory for each claim. The driver could create a file system for each claim, but not
    // with a customer-managed key.
    private void Parallel(ParallelStorageSpec spec)
    {
        var tier = LustreTier.OfAzure(spec.Throughput);
        var args = new AmlFilesystemArgs
        {
            AmlFilesystemName = _scope.CloudNameOf("parallel"),
            ResourceGroupName = _parts.Groups.Cluster.Name,
            Location = _scope.Cluster.Region,
            Sku = new Inputs.SkuNameArgs { Name = $"AMLFS-Durable-Premium-{tier.Throughput}" },
            StorageCapacityTiB = tier.Sold(spec.CapacityTiB),
            FilesystemSubnet = _parts.Network.Parallel!.Id,
            // It is in one zone; the first is as good as any.
            Zones = _scope.Zones.IsEmpty ? new InputList<string>() : new InputList<string> { _scope.Zones[0] },
            MaintenanceWindow = new Inputs.AmlFilesystemMaintenanceWindowArgs
            {
                DayOfWeek = Day(_scope.Cluster.Maintenance.Day),
                TimeOfDayUTC = string.Create(CultureInfo.InvariantCulture, $"{_scope.Cluster.Maintenance.StartHour:00}:00"),
            },
        };
        var options = new CustomResourceOptions { Parent = this, Protect = true, DependsOn = { _parts.Network.Settled } };
        if (_parts.Keys is { } keys)
        {
            options.DependsOn.Add(keys.Usable);
            args.Identity = new Inputs.AmlFilesystemIdentityArgs
            {
                Type = AmlFilesystemIdentityType.UserAssigned,
                UserAssignedIdentities = { keys.Identity.Id },
            };
            args.EncryptionSettings = new Inputs.AmlFilesystemEncryptionSettingsArgs
            {
                KeyEncryptionKey = new Inputs.KeyVaultKeyReferenceArgs
                {
                    KeyUrl = keys.Parallel!.KeyUriWithVersion,
                    SourceVault = new Inputs.KeyVaultKeyReferenceSourceVaultArgs { Id = keys.Vault.Id },
                },
            };
        }

        var system = new AmlFilesystem(_scope.Name("parallel"), args, options);
        _parts.Groups.Lock("parallel", system.Id);
        var storage = Class(StorageClasses.Parallel, CsiDrivers.AzureLustre);
        storage.VolumeBindingMode = "Immediate";
        // The driver deletes nothing from a file system that it did not create: the directory of a claim stays, and the volume says so.
        storage.ReclaimPolicy = "Retain";
        storage.AllowVolumeExpansion = false;
        storage.MountOptions = new InputList<string> { "noatime", "flock" };
        storage.Parameters = new InputMap<string>
        {
            ["mgs-ip-address"] = system.ClientInfo.Apply(client => client.MgsAddress),
            ["sub-dir"] = "${pvc.metadata.namespace}/${pvc.metadata.name}",
        };
        _ = new StorageClass(_scope.Name("class-parallel"), storage, Options());
    }

    private static MaintenanceDayOfWeekType Day(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => MaintenanceDayOfWeekType.Monday,
        DayOfWeek.Tuesday => MaintenanceDayOfWeekType.Tuesday,
        DayOfWeek.Wednesday => MaintenanceDayOfWeekType.Wednesday,
        DayOfWeek.Thursday => MaintenanceDayOfWeekType.Thursday,
        DayOfWeek.Friday => MaintenanceDayOfWeekType.Friday,
        DayOfWeek.Saturday => MaintenanceDayOfWeekType.Saturday,
        _ => MaintenanceDayOfWeekType.Sunday,
    };

    private static StorageClassArgs Class(string name, string driver) => new()
    {
        Metadata = new ObjectMetaArgs { Name = name },
        Provisioner = driver,
        AllowVolumeExpansion = true,
    };

    private CustomResourceOptions Options(params Resource[] dependsOn) =>
        new() { Parent = this, Provider = _provider, DependsOn = dependsOn };
}
