using System.Collections.Immutable;

namespace Infra.Specification.Teams;

/// <summary>Something outside its namespace that a team's pods reach: addresses, or another team.</summary>
/// <remarks>A network policy knows addresses and no names, so a service whose addresses change needs its network, or a proxy.</remarks>
public sealed record EgressSpec
{
    /// <summary>Every public address.</summary>
    public const string Everything = "0.0.0.0/0";

    /// <summary>Addresses, as an IPv4 network such as <c>10.30.0.0/16</c>; <c>0.0.0.0/0</c> is every public address. Either this
    /// or <see cref="Team"/> is given.</summary>
    public string? Cidr { get; init; }

    /// <summary>Name of another team, whose pods take the connections.</summary>
    public string? Team { get; init; }

    /// <summary>TCP ports, at least one.</summary>
    public required ImmutableArray<int> Ports { get; init; }

    /// <summary>Country of the addresses, as an ISO 3166-1 alpha-2 code in capitals; needed where they are public, because no address tells
    /// where it is.</summary>
    public string? Country { get; init; }
}
