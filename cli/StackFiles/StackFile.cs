using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Specification;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.StackFiles;

/// <summary>Reads a stack as the Pulumi CLI would pass it to the program: project and stack file, objects as JSON text, secrets by name
/// only.</summary>
public static class StackFile
{
    /// <summary>Reads <c>Pulumi.yaml</c> and <c>Pulumi.{stack}.yaml</c>.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="text">What the stack file would contain, to try a change before it is written.</param>
    /// <exception cref="StackFileException">A file is missing or is not what Pulumi would accept.</exception>
    public static StackInputs Read(DirectoryInfo folder, string stack, string? text = null)
    {
        try
        {
            return ReadFiles(folder, stack, text);
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
        {
            throw new StackFileException($"The project in {folder.FullName} cannot be read: {mistake.Message}");
        }
    }

    /// <summary>The root of a stack file's text.</summary>
    /// <exception cref="StackFileException">It is not what Pulumi would accept.</exception>
    internal static YamlMappingNode Parse(string text, string file)
    {
        using var reader = new StringReader(text);
        var parser = new ShallowParser(new Parser(reader), file);
        try
        {
            var yaml = new YamlStream();
            yaml.Load(parser);
            return yaml.Documents switch
            {
                [{ RootNode: YamlMappingNode mapping }] => mapping,
                [] => new YamlMappingNode(),
                [{ RootNode: var other }] => throw At(file, other, "the file must be a mapping"),
                _ => throw new StackFileException($"{file}: the file contains more than one YAML document."),
            };
        }
        catch (YamlException mistake)
        {
            // Some exceptions of YamlDotNet have no position and report the first character.
            var at = mistake.Start is { Line: 1, Column: 1 } ? "" : $":{mistake.Start.Line}:{mistake.Start.Column}";
            throw new StackFileException($"{file}{at}: not valid YAML: {mistake.Message.Trim().TrimEnd('.')}.");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet throws this for a document that ends inside a list or a mapping.
            throw new StackFileException($"{file}: not valid YAML: a list or a mapping is not closed. Look for a missing ] or }}.");
        }
        catch (Exception mistake) when (mistake is not StackFileException && parser.Current is { } current)
        {
            // YamlDotNet's model takes some events for granted, such as that no alias follows a value.
            throw At(file, current.Start, "not valid YAML: what is here does not fit what is before it");
        }
    }

    /// <summary>The members of <c>config</c>.</summary>
    internal static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Config(YamlMappingNode root, string file) =>
        Member(root, "config") switch
        {
            null => [],
            YamlMappingNode config => config.Children,
            YamlScalarNode { Value: null or "" } => [],
            var other => throw At(file, other, "config must be a mapping of keys to values"),
        };

    private static StackInputs ReadFiles(DirectoryInfo folder, string stack, string? text)
    {
        if (!folder.Exists)
        {
            throw new StackFileException($"There is no folder {folder.FullName}. Give the project's folder with -C.");
        }

        var project = (Member(Load(folder, "Pulumi.yaml"), "name") as YamlScalarNode)?.Value
            ?? throw new StackFileException("Pulumi.yaml: the project has no name.");
        if (stack.Length == 0 || !stack.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            throw new StackFileException(
                $"\"{stack}\" is not the name of a stack. Allowed: letters, digits, '-', '_' and '.'; dev for Pulumi.dev.yaml.");
        }

        var file = $"Pulumi.{stack}.yaml";
        if (text is null && !File.Exists(Path.Combine(folder.FullName, file)))
        {
            var stacks = StackPlace.NamesIn(folder).ToList();
            throw new StackFileException(
                $"{file} {(Directory.Exists(Path.Combine(folder.FullName, file)) ? "is a folder" : "is not")} in " +
                $"{folder.FullName}.{Spelling.DidYouMean(NameIn(stack), stacks)} Stacks in that folder: " +
                $"{Spelling.List(stacks.DefaultIfEmpty("none"))}.");
        }

        var config = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var secrets = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var root = text is null ? Load(folder, file) : Parse(text, file);
        Measure(root, file, depth: 0, new NodeBudget());
        foreach (var (key, value) in Config(root, file))
        {
            var full = FullName((key as YamlScalarNode)?.Value ?? throw At(file, key, "a config key must be a string"), project);
            if (config.ContainsKey(full) || secrets.Contains(full))
            {
                throw At(file, key, $"{full} is given twice, with its namespace and without. Keep one");
            }

            if (IsSecret(value, file))
            {
                secrets.Add(full);
            }
            else
            {
                config[full] = Text(value, file);
            }
        }

        var environment = StackEnvironment.Of(Member(root, "environment"), file);
        var computed = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (key, value) in environment.Config)
        {
            var full = FullName((key as YamlScalarNode)?.Value ?? throw At(file, key, "a config key must be a string"), project);
            if (config.ContainsKey(full) || secrets.Contains(full))
            {
                continue;
            }

            if (StackEnvironment.IsSecret(value))
            {
                secrets.Add(full);
            }
            else if (StackEnvironment.IsComputed(value))
            {
                computed.Add(full);
            }
            else
            {
                config[full] = Text(value, file);
            }
        }

        return new StackInputs(project, stack, config.ToImmutable(), secrets.ToImmutable())
        {
            Environments = environment.Imports,
            ComputedKeys = computed.ToImmutable(),
            Today = StackInputs.Now(),
            PlaceOf = new StackPlaces([.. Config(root, file), .. environment.Config], file, project).Of,
        };
    }

    private static string Text(YamlNode value, string file) =>
        value is YamlScalarNode { Value: var scalar } ? scalar ?? "" : ToJson(value, file)!.ToJsonString();

    /// <summary>The name of a config key: one without a namespace belongs to the project, as for the Pulumi CLI.</summary>
    internal static string FullName(string key, string project) => key.Contains(':', StringComparison.Ordinal) ? key : $"{project}:{key}";

    // The name of a stack, from the name of its file.
    private static string NameIn(string file)
    {
        var name = file.StartsWith("Pulumi.", StringComparison.Ordinal) ? file["Pulumi.".Length..] : file;
        return name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^".yaml".Length] : name;
    }

    private static YamlNode? Member(YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(name, out var value) ? value : null;

    // A value is secret as a whole if any part of it is secret: the engine passes and hides it as a whole.
    private static bool IsSecret(YamlNode node, string file) => node switch
    {
        YamlMappingNode { Children: { Count: 1 } only } when only.TryGetValue("secure", out var cipher) =>
            cipher is YamlScalarNode { Value.Length: > 0 }
                ? true
                : throw At(file, cipher, "secure contains no ciphertext. Set the secret with: pulumi config set --secret"),
        YamlMappingNode mapping => mapping.Children.Values.Any(value => IsSecret(value, file)),
        YamlSequenceNode sequence => sequence.Children.Any(item => IsSecret(item, file)),
        _ => false,
    };

    // A few nested aliases can expand to a document that fills the memory, and an alias of an enclosing node to an infinite one, although
    // the parser sees neither a long nor a deep file.
    private static void Measure(YamlNode node, string file, int depth, NodeBudget budget)
    {
        if (depth > NodeBudget.Deepest)
        {
            throw TooDeep(file, node.Start);
        }

        if (!budget.Take())
        {
            throw At(file, node, "the file is too large once its aliases are expanded");
        }

        foreach (var inner in node switch
        {
            YamlMappingNode mapping => mapping.Children.Keys.Concat(mapping.Children.Values),
            YamlSequenceNode sequence => sequence.Children,
            _ => [],
        })
        {
            Measure(inner, file, depth + 1, budget);
        }
    }

    private static YamlMappingNode Load(DirectoryInfo folder, string file) => Parse(ProjectFile.Read(folder, file), file);

    private static JsonNode? ToJson(YamlNode node, string file)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var json = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    if (key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain })
                    {
                        throw At(file, key, "merge keys are not supported here; write the members out");
                    }

                    json[(key as YamlScalarNode)?.Value ?? throw At(file, key, "a key must be a string")] = ToJson(value, file);
                }

                return json;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(item => ToJson(item, file))]);
            case YamlScalarNode scalar:
                return YamlScalar.ToJson(scalar);
            default:
                throw At(file, node, "aliases are not supported here; write the value out");
        }
    }

    /// <summary>The exception for nesting deeper than <see cref="NodeBudget.Deepest"/>.</summary>
    internal static StackFileException TooDeep(string file, Mark place) =>
        At(file, place, $"lists and mappings are nested more than {NodeBudget.Deepest} deep");

    private static StackFileException At(string file, YamlNode node, string mistake) => At(file, node.Start, mistake);

    /// <summary>The exception for a mistake at a place.</summary>
    internal static StackFileException At(string file, Mark place, string mistake) =>
        new($"{file}:{place.Line}:{place.Column}: {mistake}.");
}
