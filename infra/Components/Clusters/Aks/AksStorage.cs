using System.Globalization;
using Infra.Catalogue;
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

/// <summary>The storage classes of a cluster and the services behind them.</summary>
internal sealed class AksStorage
{
    private const string BlockDriver = "disk.csi.azure.com";

    private readonly AksScope scope;
    private readonly Kubernetes.Provider provider;

    public AksStorage(AksScope scope, Kubernetes.Provider provider)
    {
        this.scope = scope;
        this.provider = provider;
    }

    /// <summary>Class <c>fast</c> on Azure disks, with the class of its snapshots.</summary>
    public void AddFast(AksKeys? keys)
    {
        var args = Class(StorageClasses.Fast, BlockDriver);
        args.Metadata = new ObjectMetaArgs
        {
            Name = StorageClasses.Fast,
            // AKS marks its own class "default" as well; of two defaults Kubernetes takes the younger.
            Annotations = { [StorageClasses.DefaultAnnotation] = "true" },
        };
        // A disk belongs to one zone: it is made where the pod is.
        args.VolumeBindingMode = "WaitForFirstConsumer";
        args.ReclaimPolicy = "Delete";
        args.Parameters = new InputMap<string>
        {
            ["skuName"] = "Premium_LRS",
            ["cachingMode"] = "ReadOnly",
            // Nobody exports or uploads a disk past the cluster.
            ["networkAccessPolicy"] = "DenyAll",
            ["publicNetworkAccess"] = "Disabled",
        };
        if (keys is not null)
            args.Parameters["diskEncryptionSetID"] = keys.DiskSet.Id;
        _ = new StorageClass(scope.Logical("class-fast"), args, Options());
        _ = new Manifest(scope.Logical("snapshots-fast"), StorageClasses.Snapshots(StorageClasses.Fast, BlockDriver), Options());
    }

    /// <summary>Class <c>shared</c> on NFS shares of Azure Files. The account is the platform's own, so that it has the customer's key
    /// and no address outside the network; the driver only makes shares in it, as the control plane's identity and without a key of the
    /// account.</summary>
    public void AddShared(AksKeys? keys, AksIdentities identities, AksPrivateEndpoints endpoints)
    {
        var sku = scope.Zones.Length > 1 ? SkuName.Premium_ZRS : SkuName.Premium_LRS;
        var account = AksStorageAccount.Create(
            scope, keys, "shared", AksNames.FileAccount(scope.Platform, scope.Cluster), scope.Group, Kind.FileStorage, sku);
        var grant = scope.Grant(
            "control-plane-on-shared", AzureRole.StorageAccountContributor, identities.ControlPlane.PrincipalId, account.Id);
        var names = endpoints.Add("shared", account.Id, "file", scope.Cloud.FileZone);
        var args = Class(StorageClasses.Shared, "file.csi.azure.com");
        args.VolumeBindingMode = "Immediate";
        args.ReclaimPolicy = "Delete";
        // Four connections to a share, as Microsoft advises for NFS ("Improve performance for NFS Azure file shares").
        args.MountOptions = new InputList<string> { "nconnect=4", "noresvport", "actimeo=30" };
        args.Parameters = new InputMap<string>
        {
            ["protocol"] = "nfs",
            // TLS around NFS, offered since 1.33 (Microsoft: "Encryption in transit for NFS file shares").
            ["encryptInTransit"] = "true",
            // The share is mounted by its private name. Without this the driver takes it to be reached by a service endpoint and adds one
            // to the nodes' subnet (azurefile-csi-driver, CreateVolume).
            ["networkEndpointType"] = "privateEndpoint",
            ["storageAccount"] = account.Name,
            ["resourceGroup"] = scope.Group.Name,
            ["storeAccountKey"] = "false",
        };
        _ = new StorageClass(scope.Logical("class-shared"), args, Options(grant, names));
    }

    /// <summary>Class <c>parallel</c> on Azure Managed Lustre: one file system, a directory in it for each claim. The driver could make a
    /// file system for each claim, but none with the customer's key.</summary>
    public void AddParallel(ParallelStorageSpec spec, AksKeys? keys, AksNetwork network)
    {
        var tier = LustreTier.OfAzure(spec.Throughput);
        var args = new AmlFilesystemArgs
        {
            AmlFilesystemName = scope.Physical("parallel"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            Sku = new Inputs.SkuNameArgs { Name = $"AMLFS-Durable-Premium-{tier.Throughput}" },
            StorageCapacityTiB = tier.Sold(spec.CapacityTiB),
            FilesystemSubnet = network.Parallel!.Id,
            // It stands in one zone; the first is as good as another.
            Zones = scope.Zones.IsEmpty ? new InputList<string>() : new InputList<string> { scope.Zones[0] },
            MaintenanceWindow = new Inputs.AmlFilesystemMaintenanceWindowArgs
            {
                DayOfWeek = Day(scope.Cluster.Maintenance.Day),
                TimeOfDayUTC = string.Create(CultureInfo.InvariantCulture, $"{scope.Cluster.Maintenance.StartHour:00}:00"),
            },
        };
        var options = scope.Options(protect: true, network.Settled);
        if (keys is not null)
        {
            options.DependsOn.Add(keys.Grant);
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

        var system = new AmlFilesystem(scope.Logical("parallel"), args, options);
        var storage = Class(StorageClasses.Parallel, "azurelustre.csi.azure.com");
        storage.VolumeBindingMode = "Immediate";
        // The driver removes nothing of a file system that it did not make: a claim's directory stays, and the volume says so.
        storage.ReclaimPolicy = "Retain";
        storage.AllowVolumeExpansion = false;
        storage.MountOptions = new InputList<string> { "noatime", "flock" };
        storage.Parameters = new InputMap<string>
        {
            ["mgs-ip-address"] = system.ClientInfo.Apply(client => client.MgsAddress),
            ["sub-dir"] = "${pvc.metadata.namespace}/${pvc.metadata.name}",
        };
        _ = new StorageClass(scope.Logical("class-parallel"), storage, Options());
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

    private CustomResourceOptions Options(params Resource[] dependsOn)
    {
        var options = scope.Options(protect: false, dependsOn);
        options.Provider = provider;
        return options;
    }
}
