using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Infra.Specification.Pools;

/// <summary>A pool of on-prem machines.</summary>
public sealed record OnPremNodePoolSpec : NodePoolSpec
{
    /// <summary>Number of nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Addresses of the hosts, one per node, if the platform installs the cluster. They may include servers; a pool of one node
    /// without hosts runs on the only server.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override int MostNodes => Nodes;
}
