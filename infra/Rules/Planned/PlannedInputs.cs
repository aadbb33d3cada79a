using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Short ways for rules to look into a plan.</summary>
internal static class PlannedInputs
{
    /// <summary>Resources of a type.</summary>
    internal static IEnumerable<PlannedResource> Of(this ResourcePlan plan, string type) =>
        plan.Resources.Where(resource => resource.Type == type);

    /// <summary>Whether nothing of the platform may be reached from the internet.</summary>
    internal static bool IsPrivate(this ResourcePlan plan) => plan.Platform?.Sovereignty.Endpoints == EndpointAccess.Private;

    /// <summary>Whether whatever is stored must be encrypted with keys of the customer.</summary>
    internal static bool UsesCustomerKeys(this ResourcePlan plan) => plan.Platform?.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>URNs of whatever resources of a type wait for.</summary>
    internal static HashSet<string> UsedBy(this ResourcePlan plan, string type) =>
        plan.Of(type).SelectMany(resource => resource.DependsOn).ToHashSet(StringComparer.Ordinal);

    /// <summary>The value at a path of names with dots between them; absent where there is none.</summary>
    internal static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The text at a path; absent where there is none.</summary>
    internal static string? Text(this JsonNode? node, string path) =>
        node.At(path) is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The items of the list at a path; a single value counts as a list of one.</summary>
    internal static IEnumerable<JsonNode> Items(this JsonNode? node, string path) => node.At(path) switch
    {
        null => [],
        JsonArray list => list.OfType<JsonNode>(),
        var single => [single],
    };

    /// <summary>Whether the value at a path is true, also where a provider writes booleans as text.</summary>
    internal static bool IsTrue(this JsonNode? node, string path) => node.At(path)?.ToString() is "true" or "True";

    /// <summary>Whether the value at a path is there and false.</summary>
    internal static bool IsFalse(this JsonNode? node, string path) => node.At(path)?.ToString() is "false" or "False";

    /// <summary>Whether a range of addresses is the whole internet.</summary>
    internal static bool IsInternet(string? range) => range is "0.0.0.0/0" or "::/0" or "*" or "Internet";
}
