using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Observability;

/// <summary>What teams may not write into a ServiceMonitor. Prometheus reads the files that one names in its own pod, its token among
/// them, and sends them to whatever the monitor selects. The operator can refuse that (arbitraryFSAccessThroughSMs), but for all monitors,
/// those of the kubelets included; so the API server refuses it outside the namespaces of the platform.</summary>
/// <seealso href="https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/"/>
internal static class MonitorPolicy
{
    private const string Group = "admissionregistration.k8s.io/v1", Name = "platform-service-monitors";

    /// <summary>The policy and where it holds.</summary>
    public static IEnumerable<JsonNode> Objects(ClusterContext context) =>
    [
        KubernetesObject.Of(Group, "ValidatingAdmissionPolicy", Name, new JsonObject
        {
            ["failurePolicy"] = "Fail",
            ["matchConstraints"] = new JsonObject
            {
                ["namespaceSelector"] = new JsonObject
                {
                    ["matchExpressions"] = new JsonArray(new JsonObject
                    {
                        ["key"] = "kubernetes.io/metadata.name",
                        ["operator"] = "NotIn",
                        ["values"] = KubernetesObject.Texts(AddOn.Namespaces(context).Order(StringComparer.Ordinal)),
                    }),
                },
                ["resourceRules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = new JsonArray("monitoring.coreos.com"),
                    ["apiVersions"] = new JsonArray("v1"),
                    ["operations"] = new JsonArray("CREATE", "UPDATE"),
                    ["resources"] = new JsonArray("servicemonitors"),
                }),
            },
            ["validations"] = new JsonArray(new JsonObject
            {
                ["expression"] = "object.spec.endpoints.all(e, !has(e.bearerTokenFile) && (!has(e.tlsConfig) || " +
                    "!(has(e.tlsConfig.caFile) || has(e.tlsConfig.certFile) || has(e.tlsConfig.keyFile))))",
                ["message"] = "bearerTokenFile, caFile, certFile and keyFile name files of Prometheus itself. Allowed: authorization and " +
                    "tlsConfig with secrets and config maps of the namespace.",
            }),
        }),
        KubernetesObject.Of(Group, "ValidatingAdmissionPolicyBinding", Name, new JsonObject
        {
            ["policyName"] = Name,
            ["validationActions"] = new JsonArray("Deny"),
        }),
    ];
}
