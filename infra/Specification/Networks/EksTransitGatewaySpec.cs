using System.Collections.Immutable;

namespace Infra.Specification.Networks;

/// <summary>The attachment of a cluster's VPC to a transit gateway.</summary>
public sealed record EksTransitGatewaySpec
{
    /// <summary>Id of the transit gateway, for example <c>tgw-0123456789abcdef0</c>. If it belongs to another account, it is shared with
    /// the cluster's and accepts attachments by itself.</summary>
    public required string Id { get; init; }

    /// <summary>Networks that nodes, pods and the Kubernetes API reach through it, for example <c>10.0.0.0/8</c>: those of
    /// <c>privateAccessCidrs</c> are among them.</summary>
    public required ImmutableArray<string> Cidrs { get; init; }
}
