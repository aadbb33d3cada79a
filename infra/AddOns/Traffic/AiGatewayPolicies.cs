using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;

namespace Infra.AddOns.Traffic;

/// <summary>What the API server refuses beside Envoy AI Gateway, so that no team changes or stops the proxies that all of them
/// share.</summary>
/// <seealso href="https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/"/>
internal static class AiGatewayPolicies
{
    private const string Group = "admissionregistration.k8s.io/v1";

    /// <summary>The policies and where they hold: everywhere.</summary>
    public static IEnumerable<JsonObject> Objects =>
    [
        // One of them would put a container into the proxies; sessions of an MCPRoute would be encrypted with the seed that stands in the
        // chart (controller.mcp.sessionEncryption.seed), which no secret can take. Asked when an object is made and not later, so that the
        // finalizer of one that is there can go.
        .. Policy(
            "platform-ai-gateway", ["aigateway.envoyproxy.io"], ["*"], ["CREATE"], "false",
            "Envoy AI Gateway is here for routes to an InferencePool alone. Allowed: HTTPRoute with an InferencePool as its backend."),
        // Envoy AI Gateway answers with an error where a rule has two pools (internal/extensionserver/post_route_modify.go), and Envoy
        // Gateway then publishes no change to any route (internal/xds/runner/runner.go of envoyproxy/gateway); beside a Service, the pool
        // would take the Service's requests as well.
        .. Policy(
            "platform-pool-routes", ["gateway.networking.k8s.io"], ["grpcroutes", "httproutes"], ["CREATE", "UPDATE"],
            "!has(object.spec.rules) || object.spec.rules.all(r, !has(r.backendRefs) || r.backendRefs.size() < 2 || " +
                "!r.backendRefs.exists(b, has(b.kind) && b.kind == 'InferencePool'))",
            "A rule with an InferencePool has no other backend: the gateway could not tell whose requests are whose. Allowed: one " +
                "InferencePool a rule, and rules with matches of their own for others."),
    ];

    private static IEnumerable<JsonObject> Policy(
        string name, string[] groups, string[] resources, string[] operations, string expression, string message) =>
    [
        KubernetesObject.Of(Group, "ValidatingAdmissionPolicy", name, new JsonObject
        {
            ["failurePolicy"] = "Fail",
            ["matchConstraints"] = new JsonObject
            {
                ["resourceRules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = KubernetesObject.Texts(groups),
                    ["apiVersions"] = new JsonArray("*"),
                    ["operations"] = KubernetesObject.Texts(operations),
                    ["resources"] = KubernetesObject.Texts(resources),
                }),
            },
            ["validations"] = new JsonArray(new JsonObject { ["expression"] = expression, ["message"] = message }),
        }),
        KubernetesObject.Of(Group, "ValidatingAdmissionPolicyBinding", name, new JsonObject
        {
            ["policyName"] = name,
            ["validationActions"] = new JsonArray("Deny"),
        }),
    ];
}
