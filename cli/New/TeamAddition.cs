using System.Collections.Immutable;
using Infra.Cli.New.Writing;
using Infra.Cli.StackFiles;

namespace Infra.Cli.New;

/// <summary>A team that is to be added to a stack file.</summary>
/// <param name="Change">The stack file with it.</param>
/// <param name="NewGroups">Names of the owners that the stack had no group for.</param>
/// <param name="KnownGroups">Names of the groups that it had.</param>
public sealed record TeamAddition(StackChange Change, ImmutableArray<string> NewGroups, ImmutableArray<string> KnownGroups)
{
    /// <summary>Adds a team to the text of a stack file, and the groups that it needs. Nothing is written.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="team">The team.</param>
    /// <param name="described">What is known of the one group that is new; its name is not read.</param>
    /// <exception cref="StackFileException">The stack file cannot be read, or is not written line by line; or a group is described, but
    /// not one alone is new.</exception>
    public static TeamAddition Of(DirectoryInfo folder, string stack, NewTeam team, NewGroup described)
    {
        var change = StackChange.Of(folder, stack);
        var known = change.Names("groups");
        ImmutableArray<string> added = [.. team.Owners.Distinct(StringComparer.Ordinal).Except(known, StringComparer.Ordinal)];
        var isDescribed = !described.Aws.IsEmpty || described.Azure is not null || described.Oidc is not null;
        if (isDescribed && added.Length != 1)
        {
            throw new StackFileException(
                $"--aws, --azure and --oidc describe one group that {change.File} does not have, but of the owners " +
                $"{(added.IsEmpty ? "none is" : string.Join(", ", added) + " are")} new. Leave them out, and edit " +
                $"{StackChange.Key("groups")}.");
        }

        if (!added.IsEmpty)
        {
            change.Append(
                "groups", ["clusters"], added.Length, [.. added.SelectMany(owner => (described with { Name = owner }).Lines())]);
        }

        change.Append("teams", ["clusters", "groups"], 1, team.Lines());
        return new(change, added, known);
    }
}
