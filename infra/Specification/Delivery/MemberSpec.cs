using System.Collections.Immutable;

namespace Infra.Specification.Delivery;

/// <summary>A member of this stack's hub that is in another stack: what that stack exports in <c>members</c>.</summary>
public sealed record MemberSpec
{
    /// <summary>Name of the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Labels by which ApplicationSets select it.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>URL of its API.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Certificates of the authority of its API, in PEM and base64.</summary>
    public required string Authority { get; init; }

    /// <summary>As whom the hub logs in.</summary>
    public required MemberLogin Login { get; init; }
}
