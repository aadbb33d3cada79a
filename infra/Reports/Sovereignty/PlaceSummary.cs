using System.Collections.Immutable;

namespace Infra.Reports.Sovereignty;

/// <summary>What a cluster has at one place, in numbers.</summary>
/// <param name="Cluster">The cluster; null for what all clusters use.</param>
/// <param name="Place">The place.</param>
/// <param name="Rows">All that is there.</param>
public sealed record PlaceSummary(string? Cluster, DataPlace Place, ImmutableArray<DataRow> Rows)
{
    /// <summary>How many do something with data.</summary>
    public int Count(DataRole role) => Rows.Count(row => row.Role == role);

    /// <summary>How many stores have a key that somebody manages.</summary>
    public int Count(KeyOwner owner) => Rows.Count(row => row.Key?.Owner == owner);

    /// <summary>How many are reached from the internet.</summary>
    public int Public => Rows.Count(row => row.Reach.Way == DataWay.Public);

    /// <summary>How many rules found something that is not resolved.</summary>
    public int Open => Rows.Sum(row => row.Open.Length);

    /// <summary>Place by place, in the order of the rows.</summary>
    public static IEnumerable<PlaceSummary> Of(IEnumerable<DataRow> rows) =>
        from row in rows
        group row by (row.Cluster, row.Place) into at
        select new PlaceSummary(at.Key.Cluster, at.Key.Place, [.. at]);
}
