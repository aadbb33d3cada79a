using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Components.Clusters.Eks.Iam;

/// <summary>Writes IAM policy documents. Pure.</summary>
internal static class IamPolicy
{
    // ARNs and conditions contain no characters that matter in HTML.
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document of statements.</summary>
    internal static string Document(params IEnumerable<JsonObject> statements) => Json(new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. statements]),
    });

    /// <summary>Allows actions to the holder of the policy.</summary>
    internal static JsonObject Allow(string id, string[] actions, string[] resources, JsonObject? condition = null) =>
        Statement(id, "Allow", null, actions, resources, condition);

    /// <summary>Allows a principal to act on the resource to which the policy is attached.</summary>
    internal static JsonObject AllowPrincipal(
        string id, JsonNode principal, string[] actions, string[] resources, JsonObject? condition = null) =>
        Statement(id, "Allow", principal, actions, resources, condition);

    /// <summary>Denies actions on the resource to which the policy is attached.</summary>
    internal static JsonObject DenyPrincipal(string id, string[] actions, string[] resources, JsonObject condition) =>
        Statement(id, "Deny", "*", actions, resources, condition);

    /// <summary>Denies all requests without TLS.</summary>
    internal static JsonObject DenyPlainText(string action, params string[] resources) =>
        Statement("DenyPlainText", "Deny", "*", [action], resources, If("Bool", ("aws:SecureTransport", "false")));

    /// <summary>Who may assume a role.</summary>
    internal static string Trust(string service, params string[] actions) =>
        Document(AllowPrincipal("Assume", Service(service), actions.Length == 0 ? ["sts:AssumeRole"] : actions, []));

    /// <summary>A service as principal.</summary>
    internal static JsonObject Service(string name) => new() { ["Service"] = name };

    /// <summary>A condition with one operator.</summary>
    internal static JsonObject If(string test, params (string Key, JsonNode Value)[] values) =>
        new() { [test] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))) };

    /// <summary>Several conditions, all of which must hold.</summary>
    internal static JsonObject All(params JsonObject[] conditions) =>
        new(conditions.SelectMany(condition => condition).Select(test => KeyValuePair.Create(test.Key, test.Value?.DeepClone())));

    /// <summary>A list of strings.</summary>
    internal static JsonArray List(params IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>Compact JSON.</summary>
    internal static string Json(JsonNode node) => node.ToJsonString(_json);

    private static JsonObject Statement(
        string id, string effect, JsonNode? principal, string[] actions, string[] resources, JsonObject? condition)
    {
        var statement = new JsonObject { ["Sid"] = id, ["Effect"] = effect };
        if (principal is not null)
        {
            statement["Principal"] = principal;
        }

        statement["Action"] = List(actions);
        if (resources.Length > 0)
        {
            statement["Resource"] = List(resources);
        }

        if (condition is not null)
        {
            statement["Condition"] = condition;
        }

        return statement;
    }
}
