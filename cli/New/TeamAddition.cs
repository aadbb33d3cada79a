using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Infra.Stacks;

namespace Infra.Cli.New;

/// <summary>A team that is to be added to a stack file, and what the rules say of the stack with it.</summary>
/// <param name="File">Name of the stack file.</param>
/// <param name="Edits">What is added, in order.</param>
/// <param name="NewGroups">Names of the owners that the stack had no group for.</param>
/// <param name="KnownGroups">Names of the groups that it had.</param>
/// <param name="Errors">Errors that the stack has with the team and does not have without it.</param>
public sealed record TeamAddition(
    string File, ImmutableArray<StackEdit> Edits, ImmutableArray<string> NewGroups, ImmutableArray<string> KnownGroups,
    ImmutableArray<Finding> Errors)
{
    private const string Mark = "\uFEFF";

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private string Path { get; init; } = "";

    private string Text { get; init; } = "";

    /// <summary>Adds a team to the text of a stack file, and the groups that it needs, and plans the stack with them. Nothing is
    /// written.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="team">The team.</param>
    /// <param name="described">What is known of the one group that is new; its name is not read.</param>
    /// <exception cref="StackFileException">The stack file cannot be read, or is not written line by line; or a group is described, but
    /// not one alone is new.</exception>
    public static async Task<TeamAddition> TryAsync(DirectoryInfo folder, string stack, NewTeam team, NewGroup described)
    {
        var inputs = StackFile.Read(folder, stack);
        var file = $"Pulumi.{stack}.yaml";
        var path = System.IO.Path.Combine(folder.FullName, file);
        var (mark, text) = Read(path, file);

        var (groupsKey, teamsKey, clustersKey) = ($"{inputs.Project}:groups", $"{inputs.Project}:teams", $"{inputs.Project}:clusters");
        ImmutableArray<string> known =
            [.. Items(inputs, groupsKey).Select(group => (group as JsonObject)?["name"]?.ToString()).OfType<string>()];
        ImmutableArray<string> added = [.. team.Owners.Distinct(StringComparer.Ordinal).Except(known, StringComparer.Ordinal)];
        var isDescribed = !described.Aws.IsEmpty || described.Azure is not null || described.Oidc is not null;
        if (isDescribed && added.Length != 1)
        {
            throw new StackFileException(
                $"--aws, --azure and --oidc describe one group that {file} does not have, but of the owners " +
                $"{(added.IsEmpty ? "none is" : string.Join(", ", added) + " are")} new. Leave them out, and edit {groupsKey}.");
        }

        var edits = ImmutableArray.CreateBuilder<StackEdit>();
        void Append(string key, ImmutableArray<string> before, ImmutableArray<string> item)
        {
            edits.Add(StackEdit.Append(text, file, inputs.Project, key, before, item));
            text = edits[^1].Text;
        }

        foreach (var owner in added)
        {
            Append(groupsKey, [clustersKey], (described with { Name = owner }).Lines());
        }

        Append(teamsKey, [clustersKey, groupsKey], team.Lines());
        var with = StackFile.Read(folder, stack, text);
        if (!HoldsNothingElse(inputs, with, (groupsKey, added.Length), (teamsKey, 1)))
        {
            throw new StackFileException(
                $"{file}: how it is written leaves no place to which a team can be added without changing more. Write {groupsKey} and " +
                $"{teamsKey} as lists with a line for each item.");
        }

        return new(file, edits.ToImmutable(), added, known, await NewErrorsAsync(inputs, with)) { Path = path, Text = mark + text };
    }

    /// <summary>Writes the stack file.</summary>
    public void Write() => WholeFile.Replace(Path, Text);

    private static (string Mark, string Text) Read(string path, string file)
    {
        try
        {
            var text = _utf8.GetString(System.IO.File.ReadAllBytes(path));
            return text.StartsWith(Mark, StringComparison.Ordinal) ? (Mark, text[Mark.Length..]) : ("", text);
        }
        catch (DecoderFallbackException)
        {
            throw new StackFileException($"{file}: the file is not UTF-8 text.");
        }
    }

    private static JsonArray Items(StackInputs inputs, string key)
    {
        try
        {
            return inputs.Config.TryGetValue(key, out var text) && text.Length > 0 ? JsonNode.Parse(text) as JsonArray ?? [] : [];
        }
        catch (JsonException)
        {
            // A text, in place of a list; the reader tells.
            return [];
        }
    }

    // What a reader gets of the file is what it got before, and the new items.
    private static bool HoldsNothingElse(StackInputs before, StackInputs after, params (string Key, int Added)[] lists) =>
        before.SecretKeys.SetEquals(after.SecretKeys)
        && before.Config.RemoveRange(lists.Select(list => list.Key)).SequenceEqual(after.Config.RemoveRange(lists.Select(list => list.Key)))
        && lists.All(list =>
        {
            var (old, now) = (Items(before, list.Key), Items(after, list.Key));
            return now.Count == old.Count + list.Added && old.Zip(now).All(pair => JsonNode.DeepEquals(pair.First, pair.Second));
        });

    private static async Task<ImmutableArray<Finding>> NewErrorsAsync(StackInputs before, StackInputs after)
    {
        static bool IsError(Finding finding) => finding.Severity == Severity.Error;

        var errors = (await Preflight.PlanAsync(after)).Findings.Where(IsError).ToImmutableArray();
        if (errors.IsEmpty)
        {
            return errors;
        }

        // A message may name what was added, so it is not compared.
        var known = (await Preflight.PlanAsync(before)).Findings.Where(IsError).Select(finding => (finding.Code, finding.Path)).ToHashSet();
        return [.. errors.Where(finding => !known.Contains((finding.Code, finding.Path)))];
    }
}
