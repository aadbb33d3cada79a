using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Planned;

/// <summary>Helpers for rules to query a plan.</summary>
internal static class PlannedInputs
{
    /// <summary>Resources of a type.</summary>
    internal static IEnumerable<PlannedResource> Of(this ResourcePlan plan, string type) =>
        plan.Resources.Where(resource => resource.Type == type);

    /// <summary>Whether nothing on the platform may be reachable from the internet.</summary>
    internal static bool IsPrivate(this PlatformSpec platform) => platform.Sovereignty.Endpoints == EndpointAccess.Private;

    /// <summary>Whether everything that is stored must be encrypted with customer-managed keys.</summary>
    internal static bool UsesCustomerKeys(this PlatformSpec platform) => platform.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>URNs of all resources on which resources of a type depend.</summary>
    internal static HashSet<string> UsedBy(this ResourcePlan plan, string type) =>
        plan.Of(type).SelectMany(resource => resource.DependsOn).ToHashSet(StringComparer.Ordinal);

    /// <summary>The value at a path of names separated by dots; null if there is none.</summary>
    internal static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The values at a path, each with its own path. <c>list[].name</c> stands for every item of the list, or for the list itself
    /// if it is empty; a missing value is null.</summary>
    internal static IEnumerable<(string Path, JsonNode? Value)> All(this JsonNode node, string path)
    {
        if (path.IndexOf("[].", StringComparison.Ordinal) is var at && at < 0)
        {
            return [(path, node.At(path))];
        }

        var (list, rest) = (path[..at], path[(at + 3)..]);
        var items = node.Items(list).ToList();
        if (items.Count == 0)
        {
            return [(list, null)];
        }

        // A disk of the machine itself is not a volume, so the requirements for volumes do not apply.
        return items
            .SelectMany((item, index) => rest.StartsWith("ebs.", StringComparison.Ordinal) && item.At("ebs") is null
                ? []
                : item.All(rest).Select(found => ($"{list}[{index}].{found.Path}", found.Value)));
    }

    /// <summary>The text at a path; null if there is none.</summary>
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

    /// <summary>Whether the value at a path exists and is false.</summary>
    internal static bool IsFalse(this JsonNode? node, string path) => node.At(path)?.ToString() is "false" or "False";

    /// <summary>Whether a range of addresses, or a service tag of Azure, contains more than private networks.</summary>
    internal static bool IsInternet(string? range) => range switch
    {
        null or "VirtualNetwork" or "AzureLoadBalancer" => false,
        // Unique local addresses (RFC 4193), or others of IPv6.
        _ when range.Contains(':', StringComparison.Ordinal) => !range.StartsWith("fc", StringComparison.OrdinalIgnoreCase)
            && !range.StartsWith("fd", StringComparison.OrdinalIgnoreCase),
        // A value that the plan does not know yet is the network of a resource in the plan.
        _ when range.Contains("${", StringComparison.Ordinal) => false,
        _ => (Ipv4Range.OfNetwork(range) ?? Ipv4Range.OfAddress(range)) is not { IsPrivate: true },
    };
}
