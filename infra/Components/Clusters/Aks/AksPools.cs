using System.Collections.Immutable;
using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The managed pools of a cluster, except the system pool, which is inline in the cluster because AKS requires one inline pool.
/// Changing an inline pool would put all of them into the state "Scaling" (pulumi/pulumi-azure-native#4264). AKS has no settings for large
/// images: its kubelets have pulled in parallel since 1.31 (Azure/AKS#4499), and <c>kubeletConfig</c> of the API has neither a number of
/// pulls nor a timeout; a faster disk helps (docs/aks.md).</summary>
public sealed class AksPools : ComponentResource
{
    /// <summary>Creates the pools.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">The existing parts of the cluster.</param>
    /// <param name="options">Options of the component.</param>
    public AksPools(AksScope scope, AksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:AksPools", scope.Name("pools"), options)
    {
        // One after another: AKS refuses to create a pool while it creates another (OperationNotAllowed,
        // https://aka.ms/aks-pending-operation).
        Resource last = parts.ControlPlane.Cluster;
        foreach (var pool in scope.Cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Managed))
        {
            last = Create(scope, parts, pool, last);
        }

        RegisterOutputs();
    }

    private AgentPool Create(AksScope scope, AksParts parts, AksNodePoolSpec pool, Resource after)
    {
        var facts = new AksFacts(scope.Cluster);
        var gpu = facts.Gpu(pool);
        // In the order in which AKS returns them.
        var zones = pool.Zones.IsDefaultOrEmpty ? scope.Zones : pool.Zones.Sort(StringComparer.Ordinal);
        var name = AksNames.Pool(pool, zones, gpu?.DriverOwner);
        var args = new AgentPoolArgs
        {
            AgentPoolName = name,
            ResourceName = parts.ControlPlane.Cluster.Name,
            ResourceGroupName = parts.Groups.Cluster.Name,
            Mode = AgentPoolMode.User,
            Type = AgentPoolType.VirtualMachineScaleSets,
            OrchestratorVersion = pool.Version ?? scope.Cluster.Version,
            VmSize = pool.Machine,
            VnetSubnetID = parts.Network.Nodes.Id,
            AvailabilityZones = zones,
            ScaleDownMode = ScaleDownMode.Delete,
            OsType = OSType.Linux,
            OsSKU = OSSKU.Ubuntu,
            OsDiskType = pool.OsDisk == OsDisk.Ephemeral ? OSDiskType.Ephemeral : OSDiskType.Managed,
            OsDiskSizeGB = pool.DiskGiB,
            // It covers caches and temporary disks too, whoever manages the keys; fixed at creation. Every machine type in the catalogue
            // supports it.
            EnableEncryptionAtHost = true,
            EnableNodePublicIP = false,
            NodeLabels = AksNodeSettings.Labels(pool, gpu).ToImmutableDictionary(),
            NodeTaints = AksNodeSettings.Taints(pool, gpu),
            // AKS puts only these tags on its machines, not those of the cluster; they are needed for cost reports.
            Tags = scope.Tags,
        };
        if (gpu is not null)
        {
            args.Tags.AddRange(AksNodeSettings.ScaleFromZeroTags(gpu).ToImmutableDictionary());
            // Fixed at creation. "None" leaves the driver to the GPU Operator; two drivers would break the node.
            args.GpuProfile = new Inputs.GPUProfileArgs
            {
                Driver = gpu.DriverOwner == GpuDriverOwner.Operator ? GPUDriver.None : GPUDriver.Install,
            };
        }

        AksNodeSettings.Size(args, pool);
        AksNodeSettings.Buy(args, pool);
        if (AksNodeSettings.Upgrade(facts, pool) is { } upgrade)
        {
            args.UpgradeSettings = upgrade;
        }

        // What AKS cannot change is part of the logical name as well: the engine then makes the new pool first and removes the old one at
        // the end. Under the same logical name, the provider would remove the old one first (azure-native deletes before it replaces).
        return new AgentPool(scope.Name($"pool-{pool.Name}-{name[^4..]}"), args, new CustomResourceOptions
        {
            Parent = this,
            DependsOn = { after },
            // Scarce machines take long to arrive and to leave: draining a training node takes as long as its checkpoint.
            CustomTimeouts = new CustomTimeouts
            {
                Create = TimeSpan.FromMinutes(90),
                Update = TimeSpan.FromMinutes(180),
                Delete = TimeSpan.FromMinutes(90),
            },
        });
    }
}
