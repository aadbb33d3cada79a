using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Infra.Planning.Schemas;

/// <summary>The schemas of the custom resources that this program creates, one file each (sdk/schemas/crds); a kind is read when it is
/// first needed.</summary>
internal static class CustomResourceSchemas
{
    /// <summary>Group and version of Gatekeeper's constraints, whose kinds are those of their templates.</summary>
    internal const string Constraints = "constraints.gatekeeper.sh/v1beta1";
    private static readonly ConcurrentDictionary<string, ResourceSchema?> _kinds = new(StringComparer.Ordinal);

    /// <summary>The schema of a custom resource by its type token, for example <c>kubernetes:karpenter.sh/v1:NodePool</c>, or of a patch of
    /// one, which ends with <c>Patch</c>; null if this program has none for it.</summary>
    internal static ResourceSchema? Find(string token) => _kinds.GetOrAdd(token, static token =>
        token.Split(':') is ["kubernetes", var apiVersion, var written] && written.EndsWith("Patch", StringComparison.Ordinal) is var patch
            && written[..^(patch ? "Patch".Length : 0)] is var kind && Embedded($"{apiVersion}_{kind}") is { } schema
            ? new ResourceSchema(token, Inputs(token, apiVersion, kind, schema), PropertySet.Empty)
            : null);

    /// <summary>The schema of a constraint.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="parameters">The schema of its parameters; absent where it takes none.</param>
    internal static ResourceSchema Constraint(string kind, JsonNode? parameters)
    {
        var schema = Embedded(Constraints)!;
        if (parameters is not null)
        {
            schema["properties"]!["spec"]!["properties"]!["parameters"] = parameters.DeepClone();
        }

        var token = $"kubernetes:{Constraints}:{kind}";
        return new ResourceSchema(token, Inputs(token, Constraints, kind, schema), PropertySet.Empty);
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
