using System.Text.Json.Nodes;
using Infra.Cli.StackFiles;
using Infra.Specification;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.Reports.Reference;

/// <summary>A stack file as a validator sees it.</summary>
internal static class StackDocument
{
    internal static JsonNode Of(string text) => Json(StackFile.Parse(text, "Pulumi.test.yaml"))!;

    /// <summary>The file from which a configuration would come.</summary>
    internal static JsonNode Of(StackInputs inputs)
    {
        var config = new JsonObject();
        foreach (var (key, value) in inputs.Config)
        {
            config[key] = value is ['[' or '{', ..] ? JsonNode.Parse(value) : value;
        }

        foreach (var key in inputs.SecretKeys)
        {
            config[key] = new JsonObject { ["secure"] = "v1:AAAA" };
        }

        return new JsonObject { ["config"] = config };
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(
            member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, Json(member.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        _ => YamlScalar.ToJson((YamlScalarNode)node),
    };
}
