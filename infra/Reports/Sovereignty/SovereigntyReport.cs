using System.Collections.Immutable;
using Infra.Specification;

namespace Infra.Reports.Sovereignty;

/// <summary>For everything that stores, processes or routes data: where it is, who operates it and under whose law, which key it has, how
/// it is reached, how long data stays, and which rules looked at it. Pure.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Borders">What the stack declares; null for a stack without a plan.</param>
/// <param name="Rows">Planned resources by cluster, in the order of the stack, then what belongs to none; of each the planned ones by
/// role and name, then services that the stack names.</param>
/// <param name="NotKnown">What no plan can show, as sentences.</param>
public sealed record SovereigntyReport(
    string Project, string Stack, SovereigntySpec? Borders, ImmutableArray<DataRow> Rows, ImmutableArray<string> NotKnown)
{
    private static readonly string[] _never =
    [
        "Contracts with operators of sites and services, and what they and their subcontractors may do.",
        "What control planes of clouds report to their operator (telemetry, usage, support data), and where that is kept.",
        "Whether and from where staff of an operator reach data for support or maintenance.",
        "Who reads the mirror and the repository, and what leaves through them.",
        "Where the state of Pulumi and the machines that deploy are.",
        "Whether disks of hosts that the platform does not set up are encrypted, and with whose keys.",
        "What workloads of teams send elsewhere, beyond what network policies refuse.",
        "Who calls services of AWS at their public addresses, with a login: a private endpoint is the cluster's way, and closes no other.",
    ];

    /// <summary>The report of a plan.</summary>
    public static SovereigntyReport Of(PlatformPlan plan)
    {
        if (plan.Platform is not { } platform || plan.Resources.IsEmpty)
        {
            return new(plan.Project, plan.Stack, null, [], []);
        }

        var names = platform.Clusters.Select(cluster => cluster.Name).ToList();
        ImmutableArray<DataRow> rows =
        [
            .. from row in new PlannedData(plan, platform).Rows().Concat(DeclaredData.Rows(platform, plan.Findings))
               orderby row.Cluster is null ? names.Count : names.IndexOf(row.Cluster), row.Type == DeclaredData.Service, row.Role
               select row,
        ];
        return new(plan.Project, plan.Stack, platform.Sovereignty, rows, [.. Unplaced(rows), .. Unclassified(plan), .. _never]);
    }

    private static IEnumerable<string> Unplaced(IEnumerable<DataRow> rows) =>
        from row in rows
        let missing = row.Place switch
        {
            { Country: null, Laws.IsEmpty: true } => "where it is and whose law applies to its operator",
            { Country: null } => "in which country it is",
            { Laws.IsEmpty: true } => "whose law applies to its operator",
            _ => null,
        }
        where missing is not null
        select $"{row.Name} ({row.Place.Region}): {missing}.";

    private static IEnumerable<string> Unclassified(PlatformPlan plan) =>
        from resource in plan.Resources
        where resource.Custom && !resource.Type.StartsWith("pulumi:", StringComparison.Ordinal)
            && !DataTypes.All.ContainsKey(resource.Type) && !DataTypes.Without.Contains(resource.Type)
        group resource by resource.Type into type
        orderby type.Key
        select $"{type.Key} ({type.First().Name}): what it does with data.";
}
