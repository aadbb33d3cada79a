using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Planning;
using Infra.Planning.Minting;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Reports.Comparisons.States;

/// <summary>What a state says of the inputs of a resource: the value of the program wherever both agree, and its own where they do
/// not.</summary>
/// <remarks>The inputs of the state are what the program said at the last deployment; outputs are what the cloud said at the last
/// deployment or <c>pulumi refresh</c>. Whatever the program does not say is left out of account, and so is what providers write: defaults,
/// computed values, tags of the provider and versions.</remarks>
internal sealed class StateView
{
    // Marks a secret, an asset or another value that is not plain
    // (https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go).
    private const string Signature = "4dabf18193072939515e22adb298388d";

    private const string Defaults = "__defaults";

    private static readonly string[] _identities = ["name", "Sid", "id", "key", "type"];

    private readonly Regex _unknown;
    private readonly Dictionary<string, JsonObject?> _tags;

    internal StateView(ResourcePlan program)
    {
        // Of what a plan only makes up, nothing can be compared: outputs, secrets, the account, and names that are made of these.
        var madeUp = program.Resources.SelectMany(resource => resource.Type switch
        {
            "azure-native:authorization:RoleAssignment" => [resource.Inputs["roleAssignmentName"]],
            "azure-native:authorization:RoleDefinition" => [resource.Inputs["roleDefinitionId"]],
            _ => (JsonNode?[])[],
        });
        var texts = madeUp.OfType<JsonValue>().Select(name => name.ToString())
            .Concat([Placeholder.Secret, AwsShapes.Account, AzureShapes.Subscription]).Distinct(StringComparer.Ordinal);
        _unknown = new Regex(
            @"\$\{[^}]*\}|" + string.Join('|', texts.Select(Regex.Escape)), RegexOptions.CultureInvariant);
        _tags = program.Resources.Where(resource => resource.Type == "pulumi:providers:aws").ToDictionary(
            resource => resource.Urn, resource => resource.Inputs["defaultTags"]?["tags"] as JsonObject, StringComparer.Ordinal);
    }

    /// <summary>The inputs of a resource.</summary>
    internal JsonObject Of(PlannedResource planned, StateResource state)
    {
        var (inputs, outputs) = (state.Inputs ?? [], state.Outputs ?? []);
        var seen = new JsonObject();
        foreach (var (name, value) in planned.Inputs)
        {
            seen[name] = Seen(value, inputs[name], outputs[name]);
        }

        foreach (var (input, _) in Replacements.Of(planned.Type).Follows)
        {
            Copy(planned.Inputs, seen, PropertyPath.Parse(input).Parts.AsSpan());
        }

        if (inputs.ContainsKey(Defaults))
        {
            AddOthers(planned.Inputs, inputs, seen);
        }

        // A provider adds its own region, and its own tags to those of each resource.
        if (planned.Inputs["region"] is null)
        {
            seen.Remove("region");
        }

        if (seen["tags"] is JsonObject tags && _tags.GetValueOrDefault(planned.Provider ?? "") is { } own)
        {
            foreach (var (key, _) in own.Where(tag => planned.Inputs["tags"]?[tag.Key] is null))
            {
                tags.Remove(key);
            }

            if (tags.Count == 0 && planned.Inputs["tags"] is null)
            {
                seen.Remove("tags");
            }
        }

        return seen;
    }

    private JsonNode? Seen(JsonNode? planned, JsonNode? input, JsonNode? output)
    {
        if (input is null || planned is null || IsSecret(input) || IsSecret(output))
        {
            return input is null ? null : planned?.DeepClone();
        }

        return planned switch
        {
            JsonObject map when Object(input) is { } members => Seen(map, members, output is null ? null : Object(output)),
            JsonArray list when Array(input) is { } items => Seen(list, items, output as JsonArray),
            JsonValue value when input is JsonValue given => Seen(value, given, output as JsonValue),
            _ => Plain(input),
        };
    }

    private JsonObject Seen(JsonObject planned, JsonObject input, JsonObject? output)
    {
        var seen = new JsonObject();
        foreach (var (name, value) in planned)
        {
            if (Seen(value, input[name], output?[name]) is { } found)
            {
                seen[name] = found;
            }
        }

        AddOthers(planned, input, seen);
        return seen;
    }

    // What the program said before and says no more.
    private static void AddOthers(JsonObject planned, JsonObject input, JsonObject seen)
    {
        var defaults = (input[Defaults] as JsonArray)?.Select(name => name?.ToString()).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, value) in input)
        {
            if (value is null || planned.ContainsKey(name) || defaults.Contains(name) || IsOfProvider(name)
                || (name == "name" && input["annotations"]?["pulumi.com/autonamed"] is not null))
            {
                continue;
            }

            // What only a provider has written into is not there for the program.
            if (Plain(value) is var plain && (plain is not JsonObject { Count: 0 } || value is JsonObject { Count: 0 }))
            {
                seen[name] = plain;
            }
        }
    }

    private JsonArray Seen(JsonArray planned, JsonArray input, JsonArray? output)
    {
        var aligned = output is not null && output.Count == input.Count && input.Zip(output).All(pair => AreOne(pair.First, pair.Second));
        var seen = new JsonArray([.. input.Select((item, index) => index < planned.Count
            ? Seen(planned[index], item, aligned ? output![index] : null)
            : Plain(item))]);
        // Providers keep many lists as sets, in an order of their own.
        return output is not null && !aligned && output.All(item => item is JsonValue) && JsonNode.DeepEquals(seen, planned)
            && !input.Select(Text).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(output.Select(Text))
                ? output.DeepClone().AsArray()
                : seen;
    }

    private JsonNode? Seen(JsonValue planned, JsonValue input, JsonValue? output)
    {
        if (planned.GetValueKind() == JsonValueKind.String && input.GetValueKind() == JsonValueKind.String
            && TextDocuments.Document(Text(planned)) is { } wanted && TextDocuments.Document(Text(input)) is { } given)
        {
            var seen = Seen(wanted, given, output is null ? null : TextDocuments.Document(Text(output)));
            return JsonNode.DeepEquals(seen, wanted) ? planned.DeepClone() : seen?.ToJsonString();
        }

        if (!Agrees(TextDocuments.Decoded(Text(planned)), TextDocuments.Decoded(Text(input))))
        {
            return input.DeepClone();
        }

        return output is null || IsSame(Text(input), Text(output)) ? planned.DeepClone() : output.DeepClone();
    }

    // Whether a text of the state may be what a text of the plan stands for.
    private bool Agrees(string planned, string given)
    {
        var parts = _unknown.Split(planned);
        return parts.Length == 1
            ? planned == given
            : Regex.IsMatch(given, $@"\A{string.Join(".*", parts.Select(Regex.Escape))}\z", RegexOptions.Singleline);
    }

    // Clouds write names in another case, and numbers as text.
    private static bool IsSame(string input, string output) => string.Equals(input, output, StringComparison.OrdinalIgnoreCase);

    private static bool AreOne(JsonNode? input, JsonNode? output) => (input, output) switch
    {
        (JsonValue one, JsonValue other) => IsSame(Text(one), Text(other)),
        (JsonObject one, JsonObject other) => _identities.Any(name =>
            one[name] is JsonValue own && other[name] is JsonValue found && IsSame(Text(own), Text(found))),
        _ => false,
    };

    private static bool IsSecret(JsonNode? node) => node is JsonObject map && map.ContainsKey(Signature);

    // Providers have their own inputs as JSON in text.
    private static JsonObject? Object(JsonNode node) => node as JsonObject ?? Parsed(node) as JsonObject;

    private static JsonArray? Array(JsonNode node) => node as JsonArray ?? Parsed(node) as JsonArray;

    private static JsonNode? Parsed(JsonNode node) => node is JsonValue value ? TextDocuments.Document(Text(value)) : null;

    private static string Text(JsonNode? value) => value?.ToString() ?? "";

    private static bool IsOfProvider(string member) =>
        member.StartsWith("__", StringComparison.Ordinal) || member.StartsWith("pulumi.com/", StringComparison.Ordinal);

    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        _ when IsSecret(node) => Placeholder.Secret,
        JsonObject map => new JsonObject(map.Where(member => !IsOfProvider(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        _ => node?.DeepClone(),
    };

    private static void Copy(JsonObject from, JsonObject to, ReadOnlySpan<string> path)
    {
        if (path is [var name] && from[name] is { } value)
        {
            to[name] = value.DeepClone();
        }
        else if (path is [var outer, ..] && from[outer] is JsonObject inner && to[outer] is JsonObject target)
        {
            Copy(inner, target, path[1..]);
        }
    }
}
