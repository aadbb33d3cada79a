using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Policies;

/// <summary>A Gatekeeper ConstraintTemplate that comes with the program, one YAML file beside this one.</summary>
/// <param name="name">Name of the policy: of its file, and of its one constraint.</param>
/// <param name="kind">Kind of the constraint that the template defines.</param>
public sealed class PolicyTemplate(string name, string kind)
{
    private readonly Lazy<JsonObject> _template = new(() => Load(name));

    /// <summary>Name of the policy: of its file, and of its one constraint.</summary>
    public string Name => name;

    /// <summary>Kind of the constraint that the template defines.</summary>
    public string Kind => kind;

    /// <summary>The template as a Kubernetes object; the caller gets its own copy.</summary>
    /// <exception cref="InvalidOperationException">The file is not embedded in the program.</exception>
    public JsonObject Read() => _template.Value.DeepClone().AsObject();

    private static JsonObject Load(string name)
    {
        using var stream = typeof(PolicyTemplate).Assembly.GetManifestResourceStream($"Infra.Policies.{name}.yaml")
            ?? throw new InvalidOperationException($"The policy file {name}.yaml is not embedded in the program.");
        using var reader = new StreamReader(stream);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (JsonObject)Convert(yaml.Documents[0].RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        // Quoted and block scalars are text; the plain scalars in these files are true, false and words.
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException($"A policy file contains an alias at {node.Start}; write the value out."),
    };
}
