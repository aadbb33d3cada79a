using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Specification;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli;

/// <summary>Reads a stack as the Pulumi CLI would hand it to the program: project and stack file, objects as JSON text, secrets by name only.</summary>
public static class StackFile
{
    /// <summary>Reads <c>Pulumi.yaml</c> and <c>Pulumi.{stack}.yaml</c>.</summary>
    /// <param name="folder">Folder of the project.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <exception cref="StackFileException">A file is missing or is not what Pulumi would accept.</exception>
    public static StackInputs Read(DirectoryInfo folder, string stack)
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
        if (!File.Exists(Path.Combine(folder.FullName, file)))
        {
            var stacks = folder.EnumerateFiles("Pulumi.*.yaml")
                .Select(found => found.Name["Pulumi.".Length..^".yaml".Length])
                .Order(StringComparer.Ordinal)
                .ToList();
            throw new StackFileException(
                $"{file} is not in {folder.FullName}.{Spelling.DidYouMean(stack, stacks)} Stacks there: {Spelling.List(stacks.DefaultIfEmpty("none"))}.");
        }

        var config = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var secrets = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (key, value) in Config(Load(folder, file), file))
        {
            // A key without a namespace belongs to the project, as for the Pulumi CLI.
            var name = (key as YamlScalarNode)?.Value ?? throw At(file, key, "a config key must be a string");
            var full = name.Contains(':', StringComparison.Ordinal) ? name : $"{project}:{name}";
            if (IsSecret(value))
            {
                secrets.Add(full);
            }
            else
            {
                config[full] = value is YamlScalarNode { Value: var text } ? text ?? "" : ToJson(value, file)!.ToJsonString();
            }
        }

        return new StackInputs(project, stack, config.ToImmutable(), secrets.ToImmutable());
    }

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Config(YamlMappingNode root, string file) =>
        Member(root, "config") switch
        {
            null => [],
            YamlMappingNode config => config.Children,
            YamlScalarNode { Value: null or "" } => [],
            var other => throw At(file, other, "config must be a mapping of keys to values"),
        };

    private static YamlNode? Member(YamlMappingNode mapping, string name) => mapping.Children.TryGetValue(name, out var value) ? value : null;

    // A value is secret as a whole as soon as one part of it is: the engine hands over and hides it as a whole.
    private static bool IsSecret(YamlNode node) => node switch
    {
        YamlMappingNode { Children: { Count: 1 } only } when only.ContainsKey("secure") => true,
        YamlMappingNode mapping => mapping.Children.Values.Any(IsSecret),
        YamlSequenceNode sequence => sequence.Children.Any(IsSecret),
        _ => false,
    };

    private static YamlMappingNode Load(DirectoryInfo folder, string file)
    {
        var path = Path.Combine(folder.FullName, file);
        if (!File.Exists(path))
        {
            throw new StackFileException($"{file} is not in {folder.FullName}. Give the project's folder with -C.");
        }

        try
        {
            using var reader = File.OpenText(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents switch
            {
                [{ RootNode: YamlMappingNode mapping }] => mapping,
                [] => new YamlMappingNode(),
                [{ RootNode: var other }] => throw At(file, other, "the file must be a mapping"),
                _ => throw new StackFileException($"{file}: more than one YAML document."),
            };
        }
        catch (YamlException mistake)
        {
            // Some of YamlDotNet's mistakes do not know where they are, and say the first character.
            var at = mistake.Start is { Line: 1, Column: 1 } ? "" : $":{mistake.Start.Line}:{mistake.Start.Column}";
            throw new StackFileException($"{file}{at}: not valid YAML: {mistake.Message.Trim().TrimEnd('.')}.");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's model of a document that ends inside a list or a mapping.
            throw new StackFileException($"{file}: not valid YAML: a list or a mapping is not closed. Look for a missing ] or }}.");
        }
    }

    private static JsonNode? ToJson(YamlNode node, string file)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var json = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
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

    private static StackFileException At(string file, YamlNode node, string mistake) =>
        new($"{file}:{node.Start.Line}:{node.Start.Column}: {mistake}.");
}
