using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Catalogue;

namespace Infra.Specification.Pools;

/// <summary>A pool of on-prem machines.</summary>
public sealed record OnPremNodePoolSpec : NodePoolSpec
{
    /// <summary>Number of nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Addresses of the hosts, one per node, if the platform installs the cluster. They may include servers; a pool of one node
    /// without hosts runs on the only server.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Names of the pool's nodes in an adopted cluster, one per node, as <c>kubectl get nodes</c> shows them: the platform then
    /// sets the pool's labels on them, by which GPUs are shared and workloads find their nodes. Absent: the labels are yours to set, and
    /// how many shared GPUs there are is not verified. A name that no node has makes an object for a node that does not exist.</summary>
    public ImmutableArray<string> NodeNames { get; init; } = [];

    /// <summary>The network between the nodes that their adapters of NVIDIA have beside the ordinary one: <c>infiniband</c> or
    /// <c>roce</c>. The platform then installs drivers and advertises the adapters.</summary>
    /// <value>none</value>
    public Interconnect Interconnect { get; init; } = Interconnect.None;

    /// <inheritdoc/>
    [JsonIgnore]
    public override int MostNodes => Nodes;
}
