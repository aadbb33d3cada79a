using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using Infra.Policies;

namespace Infra.Planning.Schemas;

/// <summary>The schemas of the custom resources that this program makes, a file each (sdk/schemas/crds); a kind is read when it is asked
/// for.</summary>
internal static class CustomResourceSchemas
{
    private const string Constraints = "constraints.gatekeeper.sh/v1beta1";
    private static readonly ConcurrentDictionary<string, ResourceSchema?> Kinds = new(StringComparer.Ordinal);

    /// <summary>The schema of a custom resource by its type token, for example <c>kubernetes:karpenter.sh/v1:NodePool</c>; absent where
    /// this program has none for it.</summary>
    internal static ResourceSchema? Find(string token) => Kinds.GetOrAdd(token, static token =>
        token.Split(':') is ["kubernetes", var apiVersion, var kind] && Schema(apiVersion, kind) is { } schema
            ? new ResourceSchema(token, Inputs(token, apiVersion, kind, schema), PropertySet.Empty)
            : null);

    private static JsonObject? Schema(string apiVersion, string kind) =>
        apiVersion == Constraints ? Constraint(kind) : Embedded($"{apiVersion}_{kind}");

    // Gatekeeper makes the definition of a constraint from its template, which says what the parameters are.
    private static JsonObject? Constraint(string kind)
    {
        if (PolicyTemplates.All.FirstOrDefault(template => template.Kind == kind) is not { } template) return null;
        var schema = Embedded(Constraints)!;
        if (template.Parameters is { } parameters) schema["properties"]!["spec"]!["properties"]!["parameters"] = parameters;
        return schema;
    }

    private static JsonObject? Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"schemas/crds/{name.Replace('/', '_')}.json");
        return stream is null ? null : JsonNode.Parse(stream)!.AsObject();
    }

    // Envelope and metadata are the same for every kind; their definitions leave them to Kubernetes.
    private static PropertySet Inputs(string token, string apiVersion, string kind, JsonObject schema) => new(
        StructuralSchema.Properties(token, schema).All.SetItems(
        [
            KeyValuePair.Create("apiVersion", Constant(apiVersion)),
            KeyValuePair.Create("kind", Constant(kind)),
            KeyValuePair.Create("metadata", new SchemaProperty(ProviderSchemas.ObjectMeta, Required: true, Secret: false, null, null)),
        ]));

    private static SchemaProperty Constant(string value) =>
        new(new SchemaType.Primitive("string"), Required: true, Secret: false, value, Default: null);
}
