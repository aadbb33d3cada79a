using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Infra.Stacks;
using Spectre.Console;

namespace Infra.Cli.New.Writing;

/// <summary>A stack file to which something is to be added; nothing is written before the rules have seen it.</summary>
public sealed class StackChange
{
    private const string Mark = "\uFEFF";

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly DirectoryInfo _folder;
    private readonly string _mark;
    private readonly Dictionary<string, int> _added = [];
    private readonly List<string> _secrets = [];
    private string _text;

    private StackChange(DirectoryInfo folder, StackInputs inputs)
    {
        (_folder, Inputs, File) = (folder, inputs, $"Pulumi.{inputs.Stack}.yaml");
        try
        {
            _text = _utf8.GetString(System.IO.File.ReadAllBytes(Path));
        }
        catch (DecoderFallbackException)
        {
            throw new StackFileException($"{File}: the file is not UTF-8 text.");
        }

        _mark = _text.StartsWith(Mark, StringComparison.Ordinal) ? Mark : "";
        _text = _text[_mark.Length..];
    }

    /// <summary>Name of the stack file.</summary>
    public string File { get; }

    /// <summary>The stack as it was.</summary>
    public StackInputs Inputs { get; }

    /// <summary>What is added, in order.</summary>
    public List<StackEdit> Edits { get; } = [];

    private string Path => System.IO.Path.Combine(_folder.FullName, File);

    /// <summary>A change of a stack.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <exception cref="StackFileException">The stack file cannot be read.</exception>
    public static StackChange Of(DirectoryInfo folder, string stack) => new(folder, StackFile.Read(folder, stack));

    /// <summary>The full name of a key of the platform.</summary>
    public static string Key(string name) => SpecReader.Namespace + name;

    /// <summary>The items of a list, or the members of an object, as they were; nothing where there are none.</summary>
    public JsonNode? Value(string name) => Value(Inputs, Key(name));

    /// <summary>The members <c>name</c> of a list, as they were.</summary>
    public ImmutableArray<string> Names(string list) =>
    [
        .. (Value(list) as JsonArray ?? []).Select(item => (item as JsonObject)?["name"]?.ToString()).OfType<string>(),
    ];

    /// <summary>Adds items to a list, or members to an object.</summary>
    /// <param name="name">Its key, without the namespace.</param>
    /// <param name="before">Keys behind one of which it belongs where it is new, without the namespace.</param>
    /// <param name="count">How many items or members.</param>
    /// <param name="lines">Their lines.</param>
    /// <exception cref="StackFileException">It is not written line by line.</exception>
    public void Append(string name, ImmutableArray<string> before, int count, ImmutableArray<string> lines)
    {
        var key = Key(name);
        Edits.Add(StackEdit.Append(_text, File, Inputs.Project, key, [.. before.Select(Key)], lines));
        _text = Edits[^1].Text;
        _added[key] = _added.GetValueOrDefault(key) + count;
    }

    /// <summary>Takes a secret for granted, which whoever adds what needs it sets afterwards.</summary>
    /// <param name="name">Its key, without the namespace.</param>
    public void Needs(string name) => _secrets.Add(Key(name));

    /// <summary>Plans the stack as it would be.</summary>
    /// <returns>The errors that it has then and does not have now.</returns>
    /// <exception cref="StackFileException">How the file is written leaves no place for what is to be added.</exception>
    public async Task<ImmutableArray<Finding>> ErrorsAsync()
    {
        var with = StackFile.Read(_folder, Inputs.Stack, _text);
        if (!HoldsNothingElse(with))
        {
            throw new StackFileException(
                $"{File}: how it is written leaves no place to which something can be added without changing more. Write " +
                $"{string.Join(" and ", _added.Keys)} with a line for each item.");
        }

        var plan = await Preflight.PlanAsync(with with { SecretKeys = with.SecretKeys.Union(_secrets) });
        var errors = plan.Findings.Where(finding => finding.IsError).ToImmutableArray();
        if (errors.IsEmpty)
        {
            return errors;
        }

        // A message may name what was added, so it is not compared.
        var known = (await Preflight.PlanAsync(Inputs)).Findings.Where(finding => finding.IsError)
            .Select(finding => (finding.Code, finding.Path)).ToHashSet();
        return [.. errors.Where(finding => !known.Contains((finding.Code, finding.Path)))];
    }

    /// <summary>Writes the stack file and tells what was added, or tells the errors and writes nothing.</summary>
    /// <param name="errors">What <see cref="ErrorsAsync"/> found.</param>
    /// <param name="hint">What else to say where nothing is written.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="error">Where diagnostics go.</param>
    public int Finish(ImmutableArray<Finding> errors, string hint, IAnsiConsole console, TextWriter error)
    {
        if (!errors.IsEmpty)
        {
            FindingsText.Write(errors, console);
            error.WriteLine($"{File} is left as it was.{hint}");
            return ExitCode.HasErrors;
        }

        WholeFile.Replace(Path, _mark + _text);
        var output = console.Profile.Out.Writer;
        foreach (var edit in Edits)
        {
            output.Write($"Added to {File}, line {edit.Line}:\n{string.Concat(edit.Added.Select(line => $"{line}\n"))}");
        }

        Secrets(Inputs.Stack, _secrets, output);
        output.Write($"See what follows from it: platform plan {Inputs.Stack}\n");
        return ExitCode.Fine;
    }

    /// <summary>Tells how secrets are set that are named but not there.</summary>
    internal static void Secrets(string stack, IReadOnlyCollection<string> keys, TextWriter output)
    {
        if (keys.Count > 0)
        {
            var others = keys.Count == 1 ? "" : $" # and {keys.Count - 1} more";
            output.Write(
                $"Before pulumi up, set what is secret: pulumi config set --secret {keys.First()} --stack {stack} < file{others}\n");
        }
    }

    private static JsonNode? Value(StackInputs inputs, string key)
    {
        try
        {
            return inputs.Config.TryGetValue(key, out var text) && text.Length > 0 ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            // A text, in place of a list; the reader tells.
            return null;
        }
    }

    // What a reader gets of the file is what it got before, and what was added.
    private bool HoldsNothingElse(StackInputs after) =>
        Inputs.SecretKeys.SetEquals(after.SecretKeys)
        && Inputs.Config.RemoveRange(_added.Keys).SequenceEqual(after.Config.RemoveRange(_added.Keys))
        && _added.All(added => (Value(Inputs, added.Key), Value(after, added.Key)) switch
        {
            (JsonObject old, JsonObject now) => now.Count == old.Count + added.Value && old.All(Same(now)),
            (null, JsonObject now) => now.Count == added.Value,
            (JsonArray old, JsonArray now) =>
                now.Count == old.Count + added.Value && old.Zip(now).All(pair => JsonNode.DeepEquals(pair.First, pair.Second)),
            (null, JsonArray now) => now.Count == added.Value,
            _ => false,
        });

    private static Func<KeyValuePair<string, JsonNode?>, bool> Same(JsonObject now) =>
        member => now.TryGetPropertyValue(member.Key, out var value) && JsonNode.DeepEquals(member.Value, value);
}
