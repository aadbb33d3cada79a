namespace Infra.Facts.Eks;

/// <summary>A subnet of a plan.</summary>
/// <param name="Zone">Availability zone, for example <c>eu-central-1a</c>.</param>
/// <param name="Cidr">IPv4 network.</param>
public sealed record EksSubnet(string Zone, string Cidr)
{
    /// <summary>The letter of the zone, as used by pools.</summary>
    public string ZoneLetter => Zone[^1..];
}
