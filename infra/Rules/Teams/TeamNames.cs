using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM002: teams have valid, unique names that are not namespaces of Kubernetes, of the platform or of a distribution on their
/// clusters, and what becomes a label has the form of one.</summary>
public sealed class TeamNames : ISpecRule
{
    private const string Code = "TEAM002";

    // Kubernetes keeps the first for itself (https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/), OpenShift the
    // second.
    private static readonly string[] _reserved = ["kube-", "openshift-"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var names = new Dictionary<string, TeamSpec>(StringComparer.Ordinal);
        foreach (var team in platform.Teams)
        {
            if (!DnsLabel.Fits(team.Name, GroupsDescribed.MostLetters))
            {
                yield return Finding.Error(
                    Code, $"{team.Path}.name",
                    $"\"{team.Name}\" is not the name of a team. Allowed: {DnsLabel.Rule(GroupsDescribed.MostLetters)}.");
            }
            else if (team.Name.Contains("--", StringComparison.Ordinal))
            {
                yield return Finding.Error(
                    Code, $"{team.Path}.name",
                    $"\"{team.Name}\" has two hyphens in a row, which end the name of a team in those of its secrets. " +
                    "Give it another name.");
            }
            else if (Owner(platform, team) is { } owner)
            {
                yield return Finding.Error(
                    Code, $"{team.Path}.name",
                    $"\"{team.Name}\" is a namespace of {owner}, and a team has the namespace with its name. Give it another name.");
            }
            else if (!names.TryAdd(team.Name, team))
            {
                yield return Finding.Error(
                    Code, $"{team.Path}.name", $"\"{team.Name}\" is also the name of {names[team.Name].Path}. Give each team its own.")
                    with { ComparedWith = [$"{names[team.Name].Path}.name"] };
            }

            foreach (var (member, value) in new[] { ("costCentre", team.CostCentre), ("dataClass", team.DataClass) })
            {
                if (!LabelValue.Fits(value))
                {
                    yield return Finding.Error(
                        Code, $"{team.Path}.{member}", $"\"{value}\" cannot be a label of a namespace. Allowed: {LabelValue.Rule}.");
                }
            }
        }
    }

    private static string? Owner(PlatformSpec platform, TeamSpec team)
    {
        if (team.Name is "default" or "openshift" || _reserved.Any(prefix => team.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return "Kubernetes or of its distribution";
        }

        return TeamPlaces.Of(platform, team)
            .FirstOrDefault(cluster => AddOn.Namespaces(Clouds.Context(platform, cluster)).Concat([Drill.Canary, Drill.Scratch])
                .Contains(team.Name)) is { } on ? $"the platform on {on.Name}" : null;
    }
}
