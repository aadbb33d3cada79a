namespace Infra.Specification.Networks;

/// <summary>An existing subnet. Its zone and range are stated, because a plan asks AWS nothing.</summary>
public sealed record EksSubnetSpec
{
    /// <summary>Letter of its zone, for example <c>a</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Its id, for example <c>subnet-0123456789abcdef0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its IPv4 range.</summary>
    public required string Cidr { get; init; }
}
