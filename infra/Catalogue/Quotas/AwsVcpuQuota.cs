using System.Collections.Immutable;

namespace Infra.Catalogue.Quotas;

/// <summary>The quotas of one group of EC2 families, in virtual processors in an account and region. Names and defaults of a new account:
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits and
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-limits.html, which link to the codes.</summary>
/// <param name="Title">The families, as AWS names them.</param>
/// <param name="Families">The letters with which the names of their machines begin, up to the first digit.</param>
/// <param name="OnDemand">Code of the quota of running on-demand instances, which capacity reservations use as well.</param>
/// <param name="Spot">Code of the quota of spot requests.</param>
/// <param name="Default">What a new account has of each.</param>
public sealed record AwsVcpuQuota(string Title, ImmutableArray<string> Families, string OnDemand, string Spot, int Default)
{
    /// <summary>All groups that machines of the catalogue belong to.</summary>
    public static ImmutableArray<AwsVcpuQuota> All { get; } =
    [
        new("Standard", ["a", "c", "d", "h", "i", "m", "r", "t", "z"], "L-1216C47A", "L-34B43A08", 5),
        new("G and VT", ["g", "vt"], "L-DB2E81BA", "L-3819A6DF", 0),
        new("P", ["p"], "L-417A185B", "L-7212CCBC", 0),
        new("Inf", ["inf"], "L-1945791B", "L-B5D1601B", 0),
        new("Trn", ["trn"], "L-2C3B7624", "L-6B0D517C", 0),
    ];

    /// <summary>The group of a machine type.</summary>
    /// <param name="machine">Its name, for example <c>g6.12xlarge</c>.</param>
    public static AwsVcpuQuota Of(string machine)
    {
        var family = string.Concat(machine.TakeWhile(char.IsAsciiLetter));
        return All.Single(quota => quota.Families.Contains(family));
    }
}
