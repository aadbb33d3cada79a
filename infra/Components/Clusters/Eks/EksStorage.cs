using Infra.Specification;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Storage.V1;
using Aws = Pulumi.Aws;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Eks;

/// <summary>The storage classes that the specification asks for, under the names that they have on every cluster.</summary>
public sealed class EksStorage : ComponentResource
{
    private const string BlockDriver = "ebs.csi.aws.com";
    private const int NfsPort = 2049;
    private const int LustrePort = 988;
    private const int LustreFirstPort = 1018;
    private const int LustreLastPort = 1023;

    // MB/s for each TiB: the least of persistent-2, and the cheapest (https://docs.aws.amazon.com/fsx/latest/LustreGuide/performance.html).
    private const int LustreThroughput = 125;

    private readonly EksScope _scope;
    private readonly EksParts _parts;
    private readonly CustomResourceOptions _aws;
    private readonly CustomResourceOptions _kubernetes;

    /// <summary>Creates file systems and classes.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="provider">The provider of the cluster.</param>
    /// <param name="drivers">The CSI drivers and the snapshot controller.</param>
    /// <param name="options">Options of the component.</param>
    public EksStorage(
        EksScope scope, EksParts parts, Kubernetes.Provider provider, IReadOnlyList<Resource> drivers, ComponentResourceOptions options)
        : base("infra:clusters:EksStorage", scope.Name("storage"), options)
    {
        _scope = scope;
        _parts = parts;
        _aws = new CustomResourceOptions { Parent = this };
        _kubernetes = new CustomResourceOptions { Parent = this, Provider = provider, DependsOn = [.. drivers] };

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

    /// <summary>Capacity of a Lustre file system in GiB: 1,200 or a multiple of 2,400, rounded up
    /// (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html). Pure.</summary>
    internal static int LustreCapacityGiB(int tebibytes)
    {
        var asked = tebibytes * 1024;
        return asked <= 1200 ? 1200 : (asked + 2399) / 2400 * 2400;
    }

    private void Fast()
    {
        var args = new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Fast, Annotations = { [StorageClasses.DefaultAnnotation] = "true" } },
            Provisioner = BlockDriver,
            Parameters = { ["type"] = "gp3", ["encrypted"] = "true", ["csi.storage.k8s.io/fstype"] = "ext4" },
            AllowVolumeExpansion = true,
            ReclaimPolicy = "Delete",
            // A disk is made in the zone of the pod that uses it.
            VolumeBindingMode = "WaitForFirstConsumer",
        };
        if (_parts.Keys.Volumes is not null)
        {
            args.Parameters.Add("kmsKeyId", _parts.Keys.Volumes);
        }

        _ = new Kubernetes.Storage.V1.StorageClass(_scope.Name("fast"), args, _kubernetes);
        _ = new Manifest(_scope.Name("fast-snapshots"), StorageClasses.Snapshots(StorageClasses.Fast, BlockDriver), _kubernetes);
    }

    private void Shared()
    {
        var args = new Aws.Efs.FileSystemArgs
        {
            Encrypted = true,
            // Pays for what is used and needs no sizing; model caches are read in bursts.
            ThroughputMode = "elastic",
            Tags = { ["Name"] = $"{_scope.CloudName}-shared" },
        };
        if (_parts.Keys.Volumes is not null)
        {
            args.KmsKeyId = _parts.Keys.Volumes;
        }

        var files = new Aws.Efs.FileSystem(_scope.Name("shared"), args, new CustomResourceOptions { Parent = this, Protect = true });
        var group = SecurityGroup("shared", "NFS from the nodes", (NfsPort, NfsPort));
        List<Resource> targets = [.. _parts.Network.Private.Zip(_scope.Subnets.Private, (subnet, plan) => new Aws.Efs.MountTarget(
            _scope.Name($"shared-{plan.ZoneLetter}"),
            new Aws.Efs.MountTargetArgs { FileSystemId = files.Id, SubnetId = subnet.Id, SecurityGroups = { group.Id } },
            _aws))];

        _ = new Kubernetes.Storage.V1.StorageClass(_scope.Name("shared"), new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Shared },
            Provisioner = "efs.csi.aws.com",
            // One access point a volume, each with a user of its own.
            Parameters = { ["provisioningMode"] = "efs-ap", ["fileSystemId"] = files.Id, ["directoryPerms"] = "700" },
            ReclaimPolicy = "Delete",
            VolumeBindingMode = "Immediate",
        }, CustomResourceOptions.Merge(_kubernetes, new CustomResourceOptions { DependsOn = targets }));
    }

    private void Parallel(ParallelStorageSpec spec)
    {
        var capacity = LustreCapacityGiB(spec.CapacityTiB);
        var group = SecurityGroup("parallel", "Lustre from the nodes", (LustrePort, LustrePort), (LustreFirstPort, LustreLastPort));
        // Servers of the file system talk to each other through the same group
        // (https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html).
        foreach (var (from, to) in new[] { (LustrePort, LustrePort), (LustreFirstPort, LustreLastPort) })
        {
            Rule("parallel", $"itself-{from}", group, group.Id, from, to);
        }

        var args = new Aws.Fsx.LustreFileSystemArgs
        {
            // One zone: a parallel file system across zones would wait for the slowest.
            SubnetIds = _parts.Network.Private[0].Id,
            SecurityGroupIds = { group.Id },
            DeploymentType = "PERSISTENT_2",
            StorageType = "SSD",
            StorageCapacity = capacity,
            PerUnitStorageThroughput = LustreThroughput,
            DataCompressionType = "LZ4",
            FileSystemTypeVersion = "2.15",
            MetadataConfiguration = new Aws.Fsx.Inputs.LustreFileSystemMetadataConfigurationArgs { Mode = "AUTOMATIC" },
            Tags = { ["Name"] = $"{_scope.CloudName}-parallel" },
        };
        if (_parts.Keys.Volumes is not null)
        {
            args.KmsKeyId = _parts.Keys.Volumes;
        }

        var files = new Aws.Fsx.LustreFileSystem(
            _scope.Name("parallel"), args, new CustomResourceOptions { Parent = this, Protect = true });
        var storageClass = new Kubernetes.Storage.V1.StorageClass(_scope.Name("parallel"), new StorageClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Parallel },
            // The file system is the platform's and outlives every claim: claims bind to volumes that name it, nothing is made for them.
            Provisioner = "kubernetes.io/no-provisioner",
            ReclaimPolicy = "Retain",
            VolumeBindingMode = "Immediate",
        }, _kubernetes);
        _ = new Kubernetes.Core.V1.PersistentVolume(_scope.Name("parallel"), new PersistentVolumeArgs
        {
            Metadata = new ObjectMetaArgs { Name = StorageClasses.Parallel },
            Spec = new PersistentVolumeSpecArgs
            {
                StorageClassName = storageClass.Metadata.Apply(metadata => metadata.Name),
                Capacity = { ["storage"] = $"{capacity}Gi" },
                AccessModes = { "ReadWriteMany" },
                PersistentVolumeReclaimPolicy = "Retain",
                MountOptions = { "flock" },
                Csi = new CSIPersistentVolumeSourceArgs
                {
                    Driver = "fsx.csi.aws.com",
                    VolumeHandle = files.Id,
                    VolumeAttributes = { ["dnsname"] = files.DnsName, ["mountname"] = files.MountName },
                },
            },
        }, _kubernetes);
    }

    private Aws.Ec2.SecurityGroup SecurityGroup(string name, string description, params (int From, int To)[] ports)
    {
        var group = new Aws.Ec2.SecurityGroup(_scope.Name($"{name}-sg"), new Aws.Ec2.SecurityGroupArgs
        {
            VpcId = _parts.Network.Vpc.Id,
            Description = description,
            Tags = { ["Name"] = $"{_scope.CloudName}-{name}" },
        }, _aws);
        foreach (var (from, to) in ports)
        {
            Rule(name, $"nodes-{from}", group, _parts.Cluster.SecurityGroup, from, to);
        }

        return group;
    }

    private void Rule(string name, string source, Aws.Ec2.SecurityGroup group, Output<string> from, int first, int last) =>
        _ = new Aws.Vpc.SecurityGroupIngressRule(_scope.Name($"{name}-sg-{source}"), new Aws.Vpc.SecurityGroupIngressRuleArgs
        {
            SecurityGroupId = group.Id,
            ReferencedSecurityGroupId = from,
            IpProtocol = "tcp",
            FromPort = first,
            ToPort = last,
        }, _aws);
}
