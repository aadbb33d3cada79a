using System.Collections.Immutable;
using System.Globalization;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Facts.Eks;

/// <summary>The properties of the nodes of one pool: image, disks, labels, taints, zones and placement. Pure; both node groups and
/// Karpenter's node classes use it.</summary>
/// <param name="Scope">The cluster.</param>
/// <param name="Pool">The pool.</param>
public sealed record EksNodes(EksScope Scope, EksNodePoolSpec Pool)
{
    // The size of Bottlerocket's system disk, given by its images (image-layout of the variants in bottlerocket-os/bottlerocket), in GiB.
    private const int BottlerocketSystemGiB = 4;

    private const string AutoscalerResource = "k8s.io/cluster-autoscaler/node-template/resources/";

    /// <summary>The machine type in the catalogue, which a rule checks.</summary>
    public MachineType Machine => AwsProfile.Profile.Machines[Pool.Machine];

    /// <summary>The machine types that nodes may have: <see cref="Machine"/> first.</summary>
    public ImmutableArray<MachineType> Machines =>
        [Machine, .. Pool.Alternatives.Select(name => AwsProfile.Profile.Machines[name])];

    /// <summary>The GPU of a node, if it has one.</summary>
    public GpuNode? Gpu => Scope.Cloud.Gpu(Pool);

    /// <summary>The Neuron devices of a node, if it has any.</summary>
    public NeuronNode? Neuron => Scope.Cloud.Neuron(Pool);

    /// <summary>Whether a node has GPUs or Neuron devices.</summary>
    public bool HasAccelerators => Gpu is not null || Neuron is not null;

    /// <summary>Whether this is the pool that runs the platform itself.</summary>
    public bool IsSystem => Pool.Name == NodeConventions.SystemPool;

    /// <summary>Whether the nodes use EFA.</summary>
    public bool HasEfa => Pool.Interconnect == Interconnect.Efa;

    /// <summary>Pages of 2 MiB that are reserved for EFA: the AL2023 image reserves them itself where its EFA driver runs; Bottlerocket is
    /// configured to (https://docs.aws.amazon.com/eks/latest/userguide/node-efa.html).</summary>
    public int HugePages => HasEfa ? 5128 : 0;

    /// <summary>The maximum number of pods of a node with prefix delegation: 110 below 30 virtual CPUs, otherwise 250, as EKS sets for
    /// managed node groups (https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html); as many as the smallest machine
    /// takes.</summary>
    public int MaxPods => Machines.Min(machine => machine.Vcpus) >= 30 ? 250 : 110;

    /// <summary>The AMI type of a managed node group (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html). On a GPU
    /// machine it is always the variant that includes the NVIDIA driver and toolkit, on a Neuron machine the one with its driver.</summary>
    public string AmiType => AmiTypeOf(Pool.Ami, Machine.Architecture, Variant);

    /// <summary>The pinned release of the AMI.</summary>
    public string AmiRelease => Pool.Ami == AmiFamily.Bottlerocket ? Pins.Bottlerocket : Pins.Al2023;

    /// <summary>The Systems Manager parameter with the id of that AMI.</summary>
    public string AmiParameter => Pool.Ami == AmiFamily.Bottlerocket
        ? Pins.BottlerocketParameter(Machine.Architecture, Gpu is not null)
        : Pins.Al2023Parameter(Machine.Architecture, Variant);

    /// <summary>The Kubernetes minor version: the cluster's unless the pool states its own.</summary>
    public string Version => Pool.Version ?? Scope.Cluster.Version;

    /// <summary>The disks: one, except that Bottlerocket has a small system disk and a second disk for images. The platform's own images
    /// are small; every other pool may run large ones.</summary>
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

    /// <summary>Whether images, logs and scratch space are on the local disks of the machine, as RAID 0, rather than on the root disk: if
    /// they are at least as large, so that a node never has less room than the pool asks for.</summary>
    public bool UsesLocalDisks => Pool.LocalDisks == LocalDisks.Raid0 &&
        Machines.All(machine => machine.LocalDisksGB * 1_000_000_000L >= Pool.DiskGiB * (1L << 30));

    /// <summary>Tags of machines, disks and network interfaces, which the tags of the provider do not reach: they are in no list of
    /// resources of their own.</summary>
    public ImmutableSortedDictionary<string, string> Tags =>
        Scope.Tags.Add("Name", $"{Scope.CloudName}-{Pool.Name}").Add(NodeConventions.PoolLabel, Pool.Name);

    /// <summary>Whether the MIG manager of the GPU Operator partitions the GPUs.</summary>
    public bool IsCut => Gpu is { Sharing: MigGpu, ImageAdvertises: false };

    /// <summary>Letters of the zones that nodes may be in.</summary>
    public ImmutableArray<string> Zones => Pool.Zones.IsEmpty ? [.. Scope.Subnets.Private.Select(subnet => subnet.ZoneLetter)] : Pool.Zones;

    /// <summary>Whether the platform creates a cluster placement group for the pool, so that nodes with EFA are close together. Reserved
    /// machines are where their existing reservation is: in its placement group or in none
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cr-cpg.html); EC2 places the machines of a capacity block itself.</summary>
    public bool OwnsPlacementGroup => HasEfa && Pool.Capacity is Capacity.OnDemand or Capacity.Spot;

    /// <summary>Name of the cluster placement group of the nodes, if there is one.</summary>
    public string? PlacementGroup => OwnsPlacementGroup ? $"{Scope.CloudName}-{Pool.Name}" : Pool.PlacementGroup;

    /// <summary>When a managed pool of a capacity block is drained and emptied, in UTC; null for other pools: an hour before the block
    /// ends, so that half an hour remains before EC2 terminates its machines
    /// (https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-template-capacity-blocks.html).</summary>
    public DateTimeOffset? EmptyAt => Pool.BlockEnds is { } ends ? MomentOf(ends)?.AddHours(-1) : null;

    /// <summary>Reads a moment in UTC, such as <c>2027-03-01T11:30:00Z</c>; null if it is none.</summary>
    public static DateTimeOffset? MomentOf(string text) =>
        DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

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

    /// <summary>Taints of the nodes: the taint of every pool with accelerators, then the pool's own.</summary>
    public ImmutableArray<TaintSpec> Taints => Scope.Cloud.TaintsOf(Pool);

    /// <summary>What the cluster autoscaler cannot know about an empty node group. It reads labels, taints and tags of a managed node group
    /// from EKS (managed_nodegroup_cache.go of kubernetes/autoscaler), while EKS itself tags the group for its discovery; a shared GPU,
    /// Neuron devices, EFA with its huge pages and the size of the disk are in neither of them.</summary>
    public ImmutableSortedDictionary<string, string> ScaleFromZeroTags
    {
        get
        {
            var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            void Has(string resource, int amount, string unit = "") =>
                tags[AutoscalerResource + resource] = string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");

            if (UsesLocalDisks)
            {
                Has("ephemeral-storage", Machine.LocalDisksGB, "G");
            }
            else
            {
                Has("ephemeral-storage", Pool.DiskGiB, "Gi");
            }

            if (Gpu is { } gpu)
            {
                Has(gpu.ResourceName, gpu.Allocatable);
            }

            if (Neuron is { } neuron)
            {
                Has(NeuronNode.Resource, neuron.Count);
                Has(NeuronNode.CoreResource, neuron.Cores);
            }

            if (HasEfa)
            {
                Has("vpc.amazonaws.com/efa", Machine.InterconnectCards);
                Has("hugepages-2Mi", HugePages * 2, "Mi");
            }

            return tags.ToImmutable();
        }
    }

    /// <summary>The pool that runs the platform itself: every cluster gets it, in addition to the pools of the specification.</summary>
    public static EksNodes System(EksScope scope) => new(scope, new EksNodePoolSpec
    {
        Name = NodeConventions.SystemPool,
        Machine = scope.Cluster.SystemMachine,
        Min = scope.Cluster.SystemPool.Min,
        Max = scope.Cluster.SystemPool.Max,
        DiskGiB = scope.Cluster.SystemDiskGiB,
        Taints = [NodeConventions.OfSystemPool],
    });

    // An image belongs to one Kubernetes version: that of the nodes.
    private EksVersions Pins => EksVersions.For(Version);

    // The driver that the image of Amazon Linux includes; the standard one of Bottlerocket includes that of Neuron.
    private string Variant => Gpu is not null ? "nvidia" : Neuron is not null ? "neuron" : "standard";

    /// <summary>The name of an AMI type. The standard variant of Bottlerocket includes the Neuron driver.</summary>
    internal static string AmiTypeOf(AmiFamily family, ProcessorArchitecture processors, string variant)
    {
        var architecture = processors == ProcessorArchitecture.Arm ? "ARM_64" : "x86_64";
        return family == AmiFamily.Bottlerocket
            ? $"BOTTLEROCKET_{architecture}{(variant == "nvidia" ? "_NVIDIA" : "")}"
            : $"AL2023_{architecture}_{variant.ToUpperInvariant()}";
    }
}
