using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;

namespace Infra.Specification.Pools;

/// <summary>A pool of virtual machines of a cloud, sized by an autoscaler.</summary>
public abstract record CloudNodePoolSpec : NodePoolSpec
{
    /// <summary>Machine type of the cloud, for example <c>p5.48xlarge</c> or <c>Standard_NC40ads_H100_v5</c>.</summary>
    public required string Machine { get; init; }

    /// <summary>Kubernetes minor version of the nodes, for example <c>1.34</c>: stated while the cluster is upgraded, so that pools
    /// follow the control plane one by one. Not newer than the cluster's, and at most three older.</summary>
    /// <value>the cluster's</value>
    public string? Version { get; init; }

    /// <summary>Least number of nodes.</summary>
    /// <value>0</value>
    public int Min { get; init; }

    /// <summary>Largest number of nodes.</summary>
    public required int Max { get; init; }

    /// <summary>How the machines are bought.</summary>
    /// <value>on-demand</value>
    public Capacity Capacity { get; init; } = Capacity.OnDemand;

    /// <summary>Where capacity is reserved: the id of the capacity reservation, the capacity block or the capacity reservation group.</summary>
    public string? Reservation { get; init; }

    /// <summary>Zones that the pool is confined to, for example <c>["a"]</c> on AWS or <c>["1"]</c> on Azure; empty: all zones of the cluster.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>Size of the node's root disk in GiB, which holds the images.</summary>
    /// <value>200: room for several images of 20 GB beside the system's own</value>
    public int DiskGiB { get; init; } = 200;

    /// <summary>Node-to-node network for multi-node training; a machine must have it.</summary>
    /// <value>none</value>
    public Interconnect Interconnect { get; init; } = Interconnect.None;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int MostNodes => Max;
}
