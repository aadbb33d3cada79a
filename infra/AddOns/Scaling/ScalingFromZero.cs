using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;

namespace Infra.AddOns.Scaling;

/// <summary>Warns whoever makes a ScaledObject that nothing would ever wake: one that goes down to zero and asks only for series that pods
/// tell of themselves, of their GPUs or of a model server, which nobody tells without a pod.</summary>
/// <remarks>It warns and does not refuse: a series of that name may come from elsewhere. A ScaledObject without a minimum goes down to
/// zero (https://keda.sh/docs/2.20/reference/scaledobject-spec/).</remarks>
internal static class ScalingFromZero
{
    private const string Group = "admissionregistration.k8s.io/v1", Name = "platform-scaling-from-zero";

    /// <summary>The policy and where it holds.</summary>
    public static IEnumerable<JsonNode> Objects =>
    [
        KubernetesObject.Of(Group, "ValidatingAdmissionPolicy", Name, new JsonObject
        {
            ["failurePolicy"] = "Ignore",
            ["matchConstraints"] = new JsonObject
            {
                ["resourceRules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = new JsonArray("keda.sh"),
                    ["apiVersions"] = new JsonArray("v1alpha1"),
                    ["operations"] = new JsonArray("CREATE", "UPDATE"),
                    ["resources"] = new JsonArray("scaledobjects"),
                }),
            },
            ["validations"] = new JsonArray(new JsonObject
            {
                ["expression"] =
                    "(has(object.spec.minReplicaCount) && object.spec.minReplicaCount > 0 && !has(object.spec.idleReplicaCount)) || " +
                    "object.spec.triggers.exists(t, !(t.type in ['cpu', 'memory', 'prometheus']) || " +
                    $"(has(t.metadata.query) && !t.metadata.query.matches('{Silent}')))",
                ["message"] = "Nothing wakes this workload from zero: without a pod there is no series of its GPU or its model server. " +
                    "Allowed: minReplicaCount 1 or more, or a trigger on what waits, such as a queue.",
            }),
        }),
        KubernetesObject.Of(Group, "ValidatingAdmissionPolicyBinding", Name, new JsonObject
        {
            ["policyName"] = Name,
            ["validationActions"] = new JsonArray("Warn"),
        }),
    ];

    /// <summary>What begins the name of a series that only pods tell, as a regular expression.</summary>
    internal const string Silent = "(DCGM_|gpu:|vllm:)";
}
