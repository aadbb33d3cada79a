using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Infra.Specification.Pools;

/// <summary>A pool of machines of one's own.</summary>
public sealed record OnPremNodePoolSpec : NodePoolSpec
{
    /// <summary>Number of nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Addresses of the hosts, where the cluster is to be installed; one a node. A server may be among them; a pool of one node
    /// without any is on the only server.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override int MostNodes => Nodes;
}
