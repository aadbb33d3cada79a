using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>Converts the rows of a profile into tables for look-up by name.</summary>
internal static class CatalogueTables
{
    internal static ImmutableSortedDictionary<string, Region> ByName(ReadOnlySpan<Region> regions)
    {
        var table = ImmutableSortedDictionary.CreateBuilder<string, Region>(StringComparer.Ordinal);
        foreach (var region in regions)
        {
            table.Add(region.Name, region);
        }

        return table.ToImmutable();
    }

    internal static ImmutableSortedDictionary<string, MachineType> ByName(IEnumerable<MachineType> machines)
    {
        var table = ImmutableSortedDictionary.CreateBuilder<string, MachineType>(StringComparer.Ordinal);
        foreach (var machine in machines)
        {
            table.Add(machine.Name, machine);
        }

        return table.ToImmutable();
    }
}
