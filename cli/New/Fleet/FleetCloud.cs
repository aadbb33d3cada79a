using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Catalogue.Geography;

namespace Infra.Cli.New.Fleet;

/// <summary>A cloud in which a cluster can be written.</summary>
/// <param name="Word">What it is called on the command line.</param>
/// <param name="Kind">Kind of its clusters.</param>
/// <param name="Profile">What it offers.</param>
/// <param name="Administrator">An example of who may use a cluster; {0} is the partition.</param>
/// <param name="Who">What that is.</param>
internal sealed record FleetCloud(string Word, string Kind, CloudProfile Profile, string Administrator, string Who)
{
    // Less is too little for a model of seven billion parameters in 16 bits.
    private const int LeastGpuGb = 24;

    /// <summary>All clouds.</summary>
    internal static ImmutableArray<FleetCloud> All { get; } =
    [
        new("aws", "eks", AwsProfile.Profile, "arn:{0}:iam::111122223333:role/platform-admin", "the role of whoever runs pulumi up"),
        new("azure", "aks", AzureProfile.Profile, "00000000-0000-4000-8000-00000000a001", "the group of whoever runs pulumi up"),
    ];

    /// <summary>The newest version but one that every cloud offers: what runs on it had time to follow.</summary>
    internal static string Version { get; } =
        CloudProfile.All.Select(cloud => cloud.Versions.AsEnumerable()).Aggregate(Enumerable.Intersect).SkipLast(1).Last();

    /// <summary>The region that is nearest to a country, inside the borders, and sells what a cluster needs.</summary>
    /// <param name="country">The country.</param>
    /// <param name="locations">Jurisdictions in which data may be.</param>
    /// <param name="operators">Jurisdictions whose law may apply to its operator; none: any.</param>
    /// <param name="gpu">Model of the GPU; absent: any.</param>
    internal Region? Nearest(
        Country country, IReadOnlyCollection<string> locations, IReadOnlyCollection<string> operators, string? gpu)
    {
        // A partition for a government, or with an operator of its own, needs accounts of its own.
        var usual = Profile.Regions.Values.GroupBy(region => region.Partition).MaxBy(group => group.Count())!.Key;
        return Profile.ClusterRegions.Select(name => Profile.Regions[name])
            .Where(region => Jurisdictions.AnyHolds(locations, region.Country)
                && (operators.Count == 0 || !region.Operator.Outside(operators).Any()) && Machine(region.Name, gpu) is not null
                && IsSold(Profile.Machines[Profile.SystemMachine], region.Name))
            .OrderBy(region => country.KilometresTo(Countries.All[region.Country]))
            .ThenBy(region => region.Partition != usual).ThenBy(region => region.Name, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>The smallest machine with a GPU that a region sells; of two alike, the newer.</summary>
    /// <param name="region">Name of the region.</param>
    /// <param name="gpu">Model of the GPU; absent: the smallest with enough memory for a usual model.</param>
    internal MachineType? Machine(string region, string? gpu) => Profile.Machines.Values
        .Where(machine => IsSold(machine, region) && !machine.DriverOfImageOnly && !Profile.RefusedMachines.ContainsKey(machine.Name)
            && machine.Gpu is { } model && (gpu is null ? model.MemoryGb >= LeastGpuGb : model.Id == gpu))
        .OrderBy(machine => machine.Gpu!.MemoryGb).ThenBy(machine => machine.GpuCount).ThenBy(machine => machine.Vcpus)
        .ThenByDescending(machine => machine.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool IsSold(MachineType machine, string region) => machine.Regions.IsEmpty || machine.Regions.Contains(region);
}
