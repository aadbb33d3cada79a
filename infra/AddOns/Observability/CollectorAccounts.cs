using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>The service accounts of the collectors and what they may read. The operator could make them, with rights to give away any
/// right.</summary>
internal static class CollectorAccounts
{
    private const string Reader = "opentelemetry-collectors", EventReader = "opentelemetry-events";
    private const string RbacVersion = "rbac.authorization.k8s.io/v1";

    /// <summary>The accounts, by the names of their collectors: the first objects of the chart's list, in this order.</summary>
    public static ImmutableArray<string> Names { get; } = [Collectors.Gateway, Collectors.Events, Collectors.Logs];

    /// <summary>Accounts, roles and bindings.</summary>
    public static JsonArray Objects(ClusterContext context) =>
    [
        .. Names.Select(name => new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Collectors.Home(name) },
        }),
        // To whom a line or a span belongs (README.md of the k8s_attributes processor, "Role-based access control").
        Role(Reader, ("", ["pods", "namespaces"]), ("apps", ["replicasets"])),
        Binding(Reader, Collectors.Gateway, Collectors.Logs),
        .. LogTarget.Of(context) is null
            ? Array.Empty<JsonNode>()
            : [Role(EventReader, ("", ["events"])), Binding(EventReader, Collectors.Events)],
    ];

    private static JsonObject Role(string name, params (string Group, string[] Resources)[] rules) => new()
    {
        ["apiVersion"] = RbacVersion,
        ["kind"] = "ClusterRole",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["rules"] = new JsonArray(
        [
            .. rules.Select(rule => new JsonObject
            {
                ["apiGroups"] = new JsonArray(rule.Group),
                ["resources"] = KubernetesObject.Texts(rule.Resources),
                ["verbs"] = new JsonArray("get", "list", "watch"),
            }),
        ]),
    };

    private static JsonObject Binding(string role, params string[] accounts) => new()
    {
        ["apiVersion"] = RbacVersion,
        ["kind"] = "ClusterRoleBinding",
        ["metadata"] = new JsonObject { ["name"] = role },
        ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = role },
        ["subjects"] = new JsonArray(
        [
            .. accounts.Select(account => new JsonObject
            {
                ["kind"] = "ServiceAccount", ["name"] = account, ["namespace"] = Collectors.Home(account),
            }),
        ]),
    };
}
