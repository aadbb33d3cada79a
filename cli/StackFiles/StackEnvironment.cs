using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.StackFiles;

/// <summary>What a stack file says of Pulumi ESC under <c>environment</c>: the environments that it imports, and the configuration that it
/// defines itself. See https://www.pulumi.com/docs/esc/reference/ and
/// https://www.pulumi.com/docs/esc/integrations/infrastructure/pulumi-iac/.</summary>
internal sealed class StackEnvironment
{
    private StackEnvironment(IEnumerable<string> imports, YamlMappingNode? config)
    {
        Imports = [.. imports];
        Config = config?.Children.ToImmutableArray() ?? [];
    }

    /// <summary>The environments whose values the engine merges into the configuration; nothing of them is known offline.</summary>
    internal ImmutableArray<string> Imports { get; }

    /// <summary>The members of <c>values.pulumiConfig</c>, over which the stack's own configuration takes precedence.</summary>
    internal ImmutableArray<KeyValuePair<YamlNode, YamlNode>> Config { get; }

    /// <summary>Reads <c>environment</c> of a stack file.</summary>
    /// <param name="node">Its value; null if it has none.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="StackFileException">It is not what Pulumi would accept.</exception>
    internal static StackEnvironment Of(YamlNode? node, string file) => node switch
    {
        null or YamlScalarNode { Value: null or "" } => new([], null),
        YamlSequenceNode imports => new(Names(imports, file), null),
        YamlMappingNode definition => new(
            Names(Member<YamlSequenceNode>(definition, "imports", "a list of environments", file), file),
            Member<YamlMappingNode>(definition, "values", "a mapping", file) is { } values
                ? Member<YamlMappingNode>(values, "pulumiConfig", "a mapping of keys to values", file)
                : null),
        _ => throw StackFile.At(file, node.Start, "environment must be a list of environments, or a definition with imports and values"),
    };

    /// <summary>Whether a value is a secret, as a whole or in part.</summary>
    internal static bool IsSecret(YamlNode node) =>
        node is YamlMappingNode mapping && mapping.Children.Keys.Any(key => key is YamlScalarNode { Value: "fn::secret" })
        || Inner(node).Any(IsSecret);

    /// <summary>Whether only the engine knows a value, as a whole or in part: it refers to another, or is the result of a
    /// function.</summary>
    internal static bool IsComputed(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } text } when text.Contains("${", StringComparison.Ordinal) => true,
        YamlMappingNode mapping when mapping.Children.Keys.Any(
            key => key is YamlScalarNode { Value: { } name } && name.StartsWith("fn::", StringComparison.Ordinal)) => true,
        _ => Inner(node).Any(IsComputed),
    };

    private static IEnumerable<YamlNode> Inner(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.Values,
        YamlSequenceNode list => list.Children,
        _ => [],
    };

    private static IEnumerable<string> Names(YamlSequenceNode? imports, string file) =>
        from import in imports?.Children ?? []
        let name = import is YamlMappingNode { Children: { Count: 1 } options } ? options.Keys.First() : import
        select (name as YamlScalarNode)?.Value is { Length: > 0 } text
            ? text
            : throw StackFile.At(file, import.Start, "an import must be the name of an environment");

    private static T? Member<T>(YamlMappingNode mapping, string name, string expected, string file)
        where T : YamlNode => mapping.Children.TryGetValue(name, out var value) switch
        {
            false => null,
            true when value is YamlScalarNode { Value: null or "" } => null,
            true => value as T ?? throw StackFile.At(file, value.Start, $"{name} must be {expected}"),
        };
}
