using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Components.Clusters.Eks;

/// <summary>What the nodes of one pool are: image, labels, taints and zones. Pure; node groups and Karpenter's node classes both come
/// from here.</summary>
/// <param name="Scope">The cluster.</param>
/// <param name="Pool">The pool.</param>
public sealed partial record EksNodes(EksScope Scope, EksNodePoolSpec Pool)
{
    // Three nodes, one a zone, so that two survive the loss of a zone; twice that while they are replaced.
    private const int SystemNodes = 3;

    /// <summary>The GPU of a node; absent without one.</summary>
    public GpuNode? Gpu => GpuNode.Of(Scope.Cluster, Pool);

    /// <summary>Whether this is the pool that runs the platform itself.</summary>
    public bool IsSystem => Pool.Name == NodeConventions.SystemPool;

    /// <summary>Whether the image brings the NVIDIA driver and toolkit.</summary>
    public bool HasNvidiaImage => Gpu?.DriverOwner == GpuDriverOwner.NodeImage;

    /// <summary>The AMI type of a managed node group (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html).</summary>
    public string AmiType => (Pool.Ami, Arm().IsMatch(Pool.Machine)) switch
    {
        (AmiFamily.Al2023, false) => HasNvidiaImage ? "AL2023_x86_64_NVIDIA" : "AL2023_x86_64_STANDARD",
        (AmiFamily.Al2023, true) => HasNvidiaImage ? "AL2023_ARM_64_NVIDIA" : "AL2023_ARM_64_STANDARD",
        (_, false) => HasNvidiaImage ? "BOTTLEROCKET_x86_64_NVIDIA" : "BOTTLEROCKET_x86_64",
        (_, true) => HasNvidiaImage ? "BOTTLEROCKET_ARM_64_NVIDIA" : "BOTTLEROCKET_ARM_64",
    };

    /// <summary>The pinned release of the AMI.</summary>
    public string AmiRelease => Pool.Ami == AmiFamily.Bottlerocket ? Scope.Versions.Bottlerocket : Scope.Versions.Al2023;

    /// <summary>Letters of the zones that nodes may be in. A cluster placement group lies in one zone, so an EFA pool that names none gets
    /// the first of the cluster (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html).</summary>
    public ImmutableArray<string> Zones
    {
        get
        {
            var all = Scope.Subnets.Private.Select(subnet => subnet.ZoneLetter);
            return Pool.Zones.IsEmpty ? [.. Pool.Interconnect == Interconnect.Efa ? all.Take(1) : all] : Pool.Zones;
        }
    }

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
        Gpu is null ? Pool.Taints : [new TaintSpec { Key = GpuNode.Taint, Value = "present" }, .. Pool.Taints];

    /// <summary>What the cluster autoscaler cannot know of a node group without nodes. It reads labels, taints and tags of a managed node
    /// group from EKS (managed_nodegroup_cache.go of kubernetes/autoscaler), while EKS itself tags the group for its discovery; a shared
    /// GPU and the size of the disk are in neither.</summary>
    public ImmutableSortedDictionary<string, string> ScaleFromZeroTags
    {
        get
        {
            const string prefix = "k8s.io/cluster-autoscaler/node-template/resources/";
            var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            tags[prefix + "ephemeral-storage"] = string.Create(CultureInfo.InvariantCulture, $"{Pool.DiskGiB}Gi");
            if (Gpu is { } gpu)
            {
                tags[prefix + gpu.ResourceName] = gpu.Allocatable.ToString(CultureInfo.InvariantCulture);
            }

            return tags.ToImmutable();
        }
    }

    /// <summary>The pool that runs the platform itself: every cluster gets it, beside those that the specification names.</summary>
    public static EksNodes System(EksScope scope) => new(scope, new EksNodePoolSpec
    {
        Name = NodeConventions.SystemPool,
        Machine = scope.Cluster.SystemMachine,
        Min = SystemNodes,
        Max = SystemNodes * 2,
        DiskGiB = 100,
        Taints = [new TaintSpec { Key = NodeConventions.SystemTaint, Value = "true" }],
    });

    // Graviton: a g among the letters after the generation, as in m7g and c8gn; and the Grace machines.
    [GeneratedRegex(@"^[a-z]+\d+[a-z]*g[a-z]*\.|^a1\.|-gb\d+\.")]
    private static partial Regex Arm();
}
