using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Pools;

namespace Infra.Facts.Eks;

/// <summary>What the nodes of one pool are: image, disks, labels, taints, zones and placement. Pure; node groups and Karpenter's node classes both come
/// from here.</summary>
/// <param name="Scope">The cluster.</param>
/// <param name="Pool">The pool.</param>
public sealed partial record EksNodes(EksScope Scope, EksNodePoolSpec Pool)
{
    // The size of the disk of Bottlerocket's system, which its images come with (image-layout of the variants in
    // bottlerocket-os/bottlerocket), in GiB.
    private const int BottlerocketSystemGiB = 4;

    private const string AutoscalerResource = "k8s.io/cluster-autoscaler/node-template/resources/";

    /// <summary>The GPU of a node; absent without one.</summary>
    public GpuNode? Gpu => Scope.Cloud.Gpu(Pool);

    /// <summary>Whether this is the pool that runs the platform itself.</summary>
    public bool IsSystem => Pool.Name == NodeConventions.SystemPool;

    /// <summary>Whether the nodes train over EFA.</summary>
    public bool HasEfa => Pool.Interconnect == Interconnect.Efa;

    /// <summary>Pages of 2 MiB that are set aside for EFA: what the AL2023 image does by itself where its EFA driver runs, and Bottlerocket
    /// is told (https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html).</summary>
    public int HugePages => HasEfa ? 5128 : 0;

    /// <summary>The most pods of a node with prefix delegation: 110 below 30 virtual CPUs, 250 from there on, which is what EKS sets for
    /// managed node groups (https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html).</summary>
    public int MaxPods => AwsProfile.Profile.Machines.GetValueOrDefault(Pool.Machine)?.Vcpus >= 30 ? 250 : 110;

    /// <summary>The AMI type of a managed node group (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html). On a GPU
    /// machine it is always the variant that brings the NVIDIA driver and toolkit.</summary>
    public string AmiType => (Pool.Ami, Arm().IsMatch(Pool.Machine)) switch
    {
        (AmiFamily.Al2023, false) => Gpu is not null ? "AL2023_x86_64_NVIDIA" : "AL2023_x86_64_STANDARD",
        (AmiFamily.Al2023, true) => Gpu is not null ? "AL2023_ARM_64_NVIDIA" : "AL2023_ARM_64_STANDARD",
        (_, false) => Gpu is not null ? "BOTTLEROCKET_x86_64_NVIDIA" : "BOTTLEROCKET_x86_64",
        (_, true) => Gpu is not null ? "BOTTLEROCKET_ARM_64_NVIDIA" : "BOTTLEROCKET_ARM_64",
    };

    /// <summary>The pinned release of the AMI.</summary>
    public string AmiRelease => Pool.Ami == AmiFamily.Bottlerocket ? Pins.Bottlerocket : Pins.Al2023;

    /// <summary>Where Systems Manager has the id of that AMI.</summary>
    public string AmiParameter
    {
        get
        {
            var architecture = Arm().IsMatch(Pool.Machine) ? "arm64" : "x86_64";
            return Pool.Ami == AmiFamily.Bottlerocket
                ? Pins.BottlerocketParameter(architecture, Gpu is not null)
                : Pins.Al2023Parameter(architecture, Gpu is not null);
        }
    }

    /// <summary>The Kubernetes minor version: the cluster's unless the pool states its own.</summary>
    public string Version => Pool.Version ?? Scope.Cluster.Version;

    /// <summary>The disks: one, but Bottlerocket keeps its system on a small one of its own and images on a second. The platform's own
    /// images are small; every other pool may run large ones.</summary>
    public ImmutableArray<EksDisk> Disks
    {
        get
        {
            var device = Pool.Ami == AmiFamily.Bottlerocket ? "/dev/xvdb" : "/dev/xvda";
            var images = IsSystem
                ? EksDisk.Plain(device, Pool.DiskGiB)
                : new EksDisk(device, Pool.DiskGiB, Pool.DiskIops, Pool.DiskThroughput);
            return Pool.Ami == AmiFamily.Bottlerocket ? [EksDisk.Plain("/dev/xvda", BottlerocketSystemGiB), images] : [images];
        }
    }

    /// <summary>Letters of the zones that nodes may be in.</summary>
    public ImmutableArray<string> Zones => Pool.Zones.IsEmpty ? [.. Scope.Subnets.Private.Select(subnet => subnet.ZoneLetter)] : Pool.Zones;

    /// <summary>Whether the platform makes a cluster placement group for the pool, so that nodes which train over EFA stand together.
    /// Reserved machines stand where their reservation is, which was made before: in a group of its own or in none
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cr-cpg.html); EC2 places those of a capacity block itself.</summary>
    public bool OwnsPlacementGroup => HasEfa && Pool.Capacity is Capacity.OnDemand or Capacity.Spot;

    /// <summary>Name of the cluster placement group of the nodes; absent without one.</summary>
    public string? PlacementGroup => OwnsPlacementGroup ? $"{Scope.CloudName}-{Pool.Name}" : Pool.PlacementGroup;

    /// <summary>Labels of the nodes.</summary>
    public ImmutableSortedDictionary<string, string> Labels
    {
        get
        {
            var labels = Pool.Labels.ToBuilder();
            if (Gpu is { } gpu)
            {
                labels.AddRange(gpu.Labels);
            }

            labels[NodeConventions.PoolLabel] = Pool.Name;
            return labels.ToImmutable();
        }
    }

    /// <summary>Taints of the nodes: the pool's own, after the one that every GPU pool carries.</summary>
    public ImmutableArray<TaintSpec> Taints =>
        Gpu is null ? Pool.Taints : [GpuNode.OfGpuNodes, .. Pool.Taints];

    /// <summary>What the cluster autoscaler cannot know of a node group without nodes. It reads labels, taints and tags of a managed node
    /// group from EKS (managed_nodegroup_cache.go of kubernetes/autoscaler), while EKS itself tags the group for its discovery; a shared
    /// GPU, EFA with its huge pages and the size of the disk are in neither.</summary>
    public ImmutableSortedDictionary<string, string> ScaleFromZeroTags
    {
        get
        {
            var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            void Has(string resource, int amount, string unit = "") =>
                tags[AutoscalerResource + resource] = string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");

            Has("ephemeral-storage", Pool.DiskGiB, "Gi");
            if (Gpu is { } gpu)
            {
                Has(gpu.ResourceName, gpu.Allocatable);
            }

            if (HasEfa)
            {
                Has("vpc.amazonaws.com/efa", AwsProfile.Profile.Machines[Pool.Machine].InterconnectCards);
                Has("hugepages-2Mi", HugePages * 2, "Mi");
            }

            return tags.ToImmutable();
        }
    }

    /// <summary>The pool that runs the platform itself: every cluster gets it, beside those that the specification names.</summary>
    public static EksNodes System(EksScope scope) => new(scope, new EksNodePoolSpec
    {
        Name = NodeConventions.SystemPool,
        Machine = scope.Cluster.SystemMachine,
        Min = scope.Cluster.SystemPool.Min,
        Max = scope.Cluster.SystemPool.Max,
        DiskGiB = scope.Cluster.SystemDiskGiB,
        Taints = [NodeConventions.OfSystemPool],
    });

    // An image belongs to one version of Kubernetes: that of the nodes.
    private EksVersions Pins => EksVersions.For(Version);

    // Graviton: a g among the letters after the generation, as in m7g and c8gn; and the Grace machines.
    [GeneratedRegex(@"^[a-z]+\d+[a-z]*g[a-z]*\.|^a1\.|-gb\d+\.")]
    private static partial Regex Arm();
}
