using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;

namespace Infra.Specification.Pools;

/// <summary>A pool of virtual machines of a cloud, sized by an autoscaler.</summary>
public abstract record CloudNodePoolSpec : NodePoolSpec
{
    /// <summary>Machine type of the cloud, for example <c>p5.48xlarge</c> or <c>Standard_NC40ads_H100_v5</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>What creates the nodes.</summary>
    /// <value>managed</value>
    public Provisioner Provisioner { get; init; } = Provisioner.Managed;

    /// <summary>Machine types with the same GPUs that may be used instead of <see cref="Machine"/>; with Karpenter, which takes the
    /// cheapest that is available.</summary>
    /// <value>none</value>
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>Kubernetes minor version of the nodes, for example <c>1.34</c>: set it while the cluster is being upgraded, so that pools
    /// follow the control plane one by one. Not newer than the cluster's version, and at most three minor versions older.</summary>
    /// <value>the cluster's</value>
    public string? Version { get; init; }

    /// <summary>Minimum number of nodes; Karpenter keeps none. A pool of AKS with <c>min</c> equal to <c>max</c> has a fixed size and no
    /// autoscaler.</summary>
    /// <value>0</value>
    public int Min { get; init; }

    /// <summary>Maximum number of nodes.</summary>
    public required int Max { get; init; }

    /// <summary>How the machines are bought.</summary>
    /// <value>on-demand</value>
    public Capacity Capacity { get; init; } = Capacity.OnDemand;

    /// <summary>How machines are bought when <see cref="Capacity"/> has none left, in this order: <c>spot</c>, <c>on-demand</c>; with
    /// Karpenter.</summary>
    /// <value>not at all</value>
    public ImmutableArray<Capacity> Fallbacks { get; init; } = [];

    /// <summary>Where capacity is reserved: the id of the capacity reservation, the capacity block or the capacity reservation group; on
    /// AWS also the ARN of a resource group of capacity reservations.</summary>
    public string? Reservation { get; init; }

    /// <summary>Zones to which the pool is restricted, for example <c>["a"]</c> on AWS or <c>["1"]</c> on Azure; empty: all zones of the
    /// cluster.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>Size in GiB of the node's root disk, which holds the images.</summary>
    /// <value>200: room for the operating system and several images of 20 GB</value>
    public int DiskGiB { get; init; } = 200;

    /// <summary>Node-to-node network for multi-node training; the machine type must support it.</summary>
    /// <value>none</value>
    public Interconnect Interconnect { get; init; } = Interconnect.None;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int MostNodes => Max;
}
