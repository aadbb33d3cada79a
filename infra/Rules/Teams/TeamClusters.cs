using System.Collections.Immutable;
using Infra.Facts.Delivery;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM004: the selector of a team's clusters names what the stack has, and finds a cluster.</summary>
public sealed class TeamClusters : ISpecRule
{
    private const string Code = "TEAM004";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        from finding in Check(platform, team)
        select finding;

    private static Finding[] Check(PlatformSpec platform, TeamSpec team)
    {
        var (where, path) = (team.Clusters, $"{team.Path}.clusters");
        var clusters = platform.Clusters;
        Finding[] unknown =
        [
            .. Unknown($"{path}.names", "a cluster of the stack", "name", where.Names, clusters.Select(cluster => cluster.Name)),
            .. Unknown(
                $"{path}.kinds", "the kind of a cluster of the stack", "kind", where.Kinds, clusters.Select(cluster => cluster.Kind)),
            .. Unknown(
                $"{path}.regions", "the region of a cluster of the stack", "region", where.Regions,
                clusters.Select(cluster => cluster.Region)),
            .. Unknown(
                $"{path}.labels", "a label of a cluster of the stack", "pools", [.. where.Labels.Keys],
                clusters.SelectMany(cluster => FleetDelivery.Labels(cluster).Keys)
                    .Select(label => label[FleetDelivery.Label("").Length..])),
        ];
        if (unknown.Length > 0)
        {
            return unknown;
        }

        return TeamPlaces.Of(platform, team).Any()
            ? []
            :
            [
                Finding.Error(
                    Code, path, "no cluster of the stack fits all of it, so the team would be nowhere. Leave out what is too much.")
                    with { ComparedWith = ["clusters[*].kind", "clusters[*].region", "clusters[*].pools"] },
            ];
    }

    // A cluster whose member cannot be read, or is wrong itself, may be the one that is meant.
    private static IEnumerable<Finding> Unknown(
        string path, string what, string member, ImmutableArray<string> given, IEnumerable<string> known)
    {
        var allowed = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return given.Where(name => !allowed.Contains(name)).Select(name => Finding.Error(
            Code, path, $"\"{name}\" is not {what}.{Spelling.DidYouMean(name, allowed)} Allowed: {Spelling.List(allowed)}.")
            with { ComparedWith = [$"clusters[*].{member}"] });
    }
}
