using System.Collections.Immutable;
using Infra.Catalogue.Prices;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Planning;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Reports.Costs;

/// <summary>What a stack costs in a month of <see cref="PriceList.HoursOfMonth"/> hours, at list prices in US dollars: the nodes of the
/// pools, and what the plan rents beside them. Pure.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Assumptions">What it is counted with.</param>
/// <param name="Clusters">The clusters, in the order of the stack; none for a stack without a plan.</param>
/// <param name="Teams">The shares of teams, which are a part of what the clusters cost.</param>
public sealed record CostReport(
    string Project, string Stack, CostAssumptions Assumptions, ImmutableArray<ClusterCost> Clusters, ImmutableArray<TeamCost> Teams)
{
    /// <summary>What no plan says, and no amount contains.</summary>
    public static ImmutableArray<string> NotCounted { get; } =
    [
        "taxes, discounts, commitments, support and licences",
        "data that leaves a zone, a region or the cloud, and requests",
        "object storage, snapshots and backups, by what they hold",
        "volumes that workloads claim, and what load balancers pass on",
        "security services that count processors or events",
    ];

    /// <summary>With every pool at its minimum.</summary>
    public decimal Min => Clusters.Sum(cluster => cluster.Min);

    /// <summary>With every pool at its maximum.</summary>
    public decimal Max => Clusters.Sum(cluster => cluster.Max);

    /// <summary>All sources of its prices, in the order of their first use.</summary>
    public ImmutableArray<PriceSource> Sources =>
        [.. Clusters.SelectMany(cluster => cluster.Lines).Select(line => line.Source).OfType<PriceSource>().Distinct()];

    /// <summary>The cost of a plan.</summary>
    public static CostReport Of(PlatformPlan plan, CostAssumptions assumptions)
    {
        if (plan.Platform is not { } platform || plan.Resources.IsEmpty)
        {
            return new(plan.Project, plan.Stack, assumptions, [], []);
        }

        var owner = plan.Owners();
        var resources = plan.Resources.Where(resource => owner(resource) is not null)
            .ToLookup(resource => owner(resource)!, StringComparer.Ordinal);
        var charged = new ChargedResources(plan, assumptions);
        return new(plan.Project, plan.Stack, assumptions,
        [
            .. from cluster in platform.Clusters
               let cloud = Clouds.Of(cluster)
               select new ClusterCost(cluster,
               [
                   .. cloud.ControlPlaneCharges.Select(charge => Line("control plane", charge, cluster.Region, 1, 1, CostBasis.List)),
                   .. cloud.ChargedNodes(platform).SelectMany(nodes => Lines(nodes, cluster)),
                   // On-prem nothing of a plan is rented.
                   .. cloud.Profile is null ? [] : charged.Of(cluster, resources[cluster.Name]),
               ]),
        ],
        [.. TeamCost.Of(platform)]);
    }

    /// <summary>A line with the list price, or the reason why there is none.</summary>
    internal static CostLine Line(string part, Charge charge, string region, decimal min, decimal max, CostBasis basis)
    {
        var price = PriceList.Of(region, charge.Item);
        return new(
            part, charge.Item, region, min * charge.Quantity, max * charge.Quantity, price is null ? CostBasis.Unknown : basis,
            price?.Amount, price?.Source, price is null ? $"no source has its price in {region}" : null);
    }

    private static IEnumerable<CostLine> Lines(ChargedNodes nodes, ClusterSpec cluster)
    {
        var isGpuNode = nodes.Gpus > 0;
        if (nodes.MonthlyPrice is { } given)
        {
            // Of the whole node, its disks included.
            yield return new(
                nodes.Pool, new("node", nodes.Machine?.Title ?? "own host", PriceUnit.Month), cluster.Region, nodes.Min, nodes.Max,
                CostBasis.Stack, given, null, nodes.PricePath) { IsGpuNode = isGpuNode };
            yield break;
        }

        if (nodes.Machine is not { } machine)
        {
            yield return new(
                nodes.Pool, new("node", "own host", PriceUnit.Month), cluster.Region, nodes.Min, nodes.Max, CostBasis.Unknown, null, null,
                $"give {nodes.PricePath}") { IsGpuNode = isGpuNode };
            yield break;
        }

        yield return nodes.Capacity == Capacity.CapacityBlock
            ? new(
                nodes.Pool, machine, cluster.Region, nodes.Min, nodes.Max, CostBasis.Unknown, null, null,
                "a capacity block is paid when it is bought, at a price of its own") { IsGpuNode = isGpuNode }
            : Line(nodes.Pool, new(machine, 1), cluster.Region, nodes.Min, nodes.Max, nodes.Capacity switch
            {
                Capacity.Spot => CostBasis.Spot,
                Capacity.Reserved => CostBasis.Reserved,
                _ => CostBasis.List,
            }) with { IsGpuNode = isGpuNode };
        foreach (var disk in nodes.Disks)
        {
            yield return Line(nodes.Pool, disk, cluster.Region, nodes.Min, nodes.Max, CostBasis.List);
        }
    }
}
