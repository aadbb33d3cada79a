using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Policies;

/// <summary>What a policy refuses, as the file <c>template.yaml</c> of its folder beside this one says it: a ConstraintTemplate of
/// Gatekeeper in Rego, or a ValidatingAdmissionPolicy of the API server in CEL.</summary>
/// <param name="name">Name of the policy and of its folder.</param>
public sealed class PolicyTemplate(string name)
{
    private readonly Lazy<JsonObject> _template = new(() => Load(name));

    /// <summary>Name of the policy and of its folder.</summary>
    public string Name => name;

    /// <summary>Whether the API server evaluates it itself, without Gatekeeper.</summary>
    public bool IsNative => (string)_template.Value["kind"]! == "ValidatingAdmissionPolicy";

    /// <summary>Kind of the constraints that a ConstraintTemplate defines.</summary>
    public string ConstraintKind => (string)_template.Value["spec"]!["crd"]!["spec"]!["names"]!["kind"]!;

    /// <summary>What it refuses, as a sentence.</summary>
    public string Description => (string)_template.Value["metadata"]!["annotations"]!["description"]!;

    /// <summary>The template as a Kubernetes object; the caller gets its own copy.</summary>
    /// <exception cref="InvalidOperationException">The file is not embedded in the program.</exception>
    public JsonObject Read() => _template.Value.DeepClone().AsObject();

    private static JsonObject Load(string name)
    {
        using var stream = typeof(PolicyTemplate).Assembly.GetManifestResourceStream($"Infra.Policies.{name}/template.yaml")
            ?? throw new InvalidOperationException($"The policy file {name}/template.yaml is not embedded in the program.");
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
