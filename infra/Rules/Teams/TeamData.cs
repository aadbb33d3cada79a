using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Catalogue;
using Infra.Facts.Conventions;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM008: where the stack says where classes of data may be, the class of a team is one of them, and its clusters are there; and
/// a team with volumes has a storage class that may keep them.</summary>
public sealed class TeamData : ISpecRule
{
    private const string Code = "TEAM008";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        from cluster in TeamPlaces.Of(platform, team)
        let classes = AddOn.Of(cluster).OfType<Gatekeeper>().FirstOrDefault()?.DataClasses
        where classes is { IsEmpty: false }
        from finding in classes.TryGetValue(team.DataClass, out var place)
            ? Check(platform, team, cluster, place)
            : [Unknown(team, cluster, [.. classes.Keys])]
        // The same class is missing on every cluster.
        group finding by (finding.Path, finding.Message) into same
        select same.First();

    private static Finding Unknown(TeamSpec team, ClusterSpec cluster, string[] classes) => Finding.Error(
        Code, $"{team.Path}.dataClass",
        $"\"{team.DataClass}\" is not a class of data.{Spelling.DidYouMean(team.DataClass, classes)} Allowed: {Spelling.List(classes)}, " +
        "which the add-on gatekeeper lists as dataClasses.")
        with { ComparedWith = ["addOns.gatekeeper", $"{cluster.Path}.addOns.gatekeeper"] };

    private static IEnumerable<Finding> Check(PlatformSpec platform, TeamSpec team, ClusterSpec cluster, DataClassSpec place)
    {
        if (KnownJurisdictions.AreKnown(place.Locations) && Place.Of(platform, cluster) is { } where
            && !Jurisdictions.AnyHolds(place.Locations, where.Country))
        {
            yield return Finding.Error(
                Code, $"{team.Path}.dataClass",
                $"data of the class {team.DataClass} may be in {Spelling.List(place.Locations)}, but {cluster.Name} is in " +
                $"{where.Country}. Leave the cluster out of the team, or give the team another class.")
                with { ComparedWith = [$"{team.Path}.clusters", $"{cluster.Path}.region"] };
        }

        var offered = StorageClasses.Of(cluster.Storage).ToList();
        if (team.StorageGiB > 0 && offered.Count > 0 && !offered.Intersect(place.StorageClasses).Any())
        {
            yield return Finding.Error(
                Code, $"{team.Path}.storageGiB",
                $"data of the class {team.DataClass} may be kept by {Spelling.List(place.StorageClasses)}, but {cluster.Name} has only " +
                $"{Spelling.List(offered)}. Give the cluster one of them, or the team no volumes.")
                with { ComparedWith = [$"{cluster.Path}.storage"] };
        }
    }
}
