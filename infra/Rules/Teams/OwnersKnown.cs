using Infra.Facts;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM003: each team has an owner, each owner is a group of the stack, and each cluster of the team knows it and can let it in;
/// nobody who may only look at a cluster of EKS is one, because EKS knows each principal once.</summary>
public sealed class OwnersKnown : ISpecRule
{
    private const string Code = "TEAM003";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        from finding in Check(platform, team)
        select finding;

    private static IEnumerable<Finding> Check(PlatformSpec platform, TeamSpec team)
    {
        if (team.Owners.IsEmpty)
        {
            yield return Finding.Error(
                Code, $"{team.Path}.owners", "nobody would work in its namespace. Give at least one group of ai-platform:groups.");
        }

        var names = platform.Groups.Select(group => group.Name).ToList();
        for (var index = 0; index < team.Owners.Length; index++)
        {
            var (owner, path) = (team.Owners[index], $"{team.Path}.owners[{index}]");
            if (team.Owners.IndexOf(owner) < index)
            {
                yield return Finding.Error(Code, path, $"\"{owner}\" is listed twice. List each group once.");
            }
            else if (platform.Groups.FirstOrDefault(group => group.Name == owner) is not { } group)
            {
                yield return Finding.Error(
                    Code, path,
                    $"\"{owner}\" is not a group.{Spelling.DidYouMean(owner, names)} " +
                    (names.Count == 0 ? "Describe it in ai-platform:groups." : $"Allowed: {Spelling.List(names)}."))
                    with { ComparedWith = ["groups[*].name"] };
            }
            else
            {
                foreach (var finding in Check(platform, team, group, path))
                {
                    yield return finding;
                }
            }
        }
    }

    // One line for each kind of cluster, not for each cluster.
    private static IEnumerable<Finding> Check(PlatformSpec platform, TeamSpec team, GroupSpec group, string path)
    {
        var index = platform.Groups.IndexOf(group);
        var clusters = TeamPlaces.Of(platform, team).ToList();
        foreach (var cluster in clusters.Where(each => Clouds.Of(each).SubjectOf(group) is null).DistinctBy(each => each.Kind))
        {
            yield return Finding.Error(
                Code, path,
                $"the group \"{group.Name}\" has no {Clouds.Of(cluster).GroupMember}, by which {cluster.Name} ({cluster.Kind}) would " +
                $"know it. Give groups[{index}].{Clouds.Of(cluster).GroupMember}, or leave the cluster out of the team.")
                with { ComparedWith = [$"groups[{index}].{Clouds.Of(cluster).GroupMember}", $"{team.Path}.clusters"] };
        }

        foreach (var cluster in clusters)
        {
            foreach (var principal in group.Aws)
            {
                if (Clouds.Of(cluster).PrincipalObstacle(principal) is { } reason)
                {
                    yield return Finding.Error(Code, path, $"\"{principal}\" of the group \"{group.Name}\" {reason}.")
                        with { ComparedWith = [$"groups[{index}].aws", $"{team.Path}.clusters", $"{cluster.Path}.region"] };
                }
            }

            if (Clouds.Of(cluster).OnlyViews(group) is { } viewer)
            {
                yield return Finding.Error(
                    Code, path,
                    $"\"{viewer}\" of the group \"{group.Name}\" is in {cluster.Path}.access.viewers, and EKS knows each principal once. " +
                    "Give the group another role, or take it out of the viewers.")
                    with { ComparedWith = [$"groups[{index}].aws", $"{cluster.Path}.access.viewers"] };
            }
        }
    }
}
