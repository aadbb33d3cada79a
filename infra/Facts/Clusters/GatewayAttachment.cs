using System.Collections.Immutable;

namespace Infra.Facts.Clusters;

/// <summary>The attachment of a cluster's network to a gateway between networks.</summary>
/// <param name="Id">Id of the gateway.</param>
/// <param name="Behind">The networks that the stack says are behind it.</param>
public sealed record GatewayAttachment(string Id, ImmutableArray<string> Behind);
