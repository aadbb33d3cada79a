using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Security;

/// <summary>The objects that put policies in force: for each one that the cluster has, its template, and a constraint or a binding for each
/// mode in which it holds somewhere.</summary>
internal static class PolicyObjects
{
    private const string Native = "admissionregistration.k8s.io/v1";
    private const string NamespaceLabel = "kubernetes.io/metadata.name";

    /// <summary>What the API server evaluates itself.</summary>
    public static IEnumerable<JsonObject> InApiServer(Gatekeeper gatekeeper, ClusterContext context)
    {
        ImmutableArray<(AdmissionPolicy Policy, JsonObject Parameters)> policies =
            [.. Installed(gatekeeper, context).Where(one => one.Policy.Template.IsNative)];
        return policies.Select(one => Policy(one.Policy, one.Parameters, gatekeeper, context))
            .Concat(policies.SelectMany(one => Bindings(one.Policy, gatekeeper, context)));
    }

    /// <summary>What Gatekeeper evaluates: templates, then constraints.</summary>
    public static IEnumerable<JsonObject> InGatekeeper(Gatekeeper gatekeeper, ClusterContext context)
    {
        ImmutableArray<(AdmissionPolicy Policy, JsonObject Parameters)> policies =
            [.. Installed(gatekeeper, context).Where(one => !one.Policy.Template.IsNative)];
        return policies.Select(one => one.Policy.Template.Read())
            .Concat(policies.SelectMany(one => Constraints(one.Policy, one.Parameters, gatekeeper)));
    }

    private static IEnumerable<(AdmissionPolicy Policy, JsonObject Parameters)> Installed(Gatekeeper gatekeeper, ClusterContext context) =>
        from policy in AdmissionPolicies.All
        let parameters = policy.Parameters(gatekeeper, context)
        where parameters is not null
        select (policy, parameters);

    private static JsonObject Policy(AdmissionPolicy policy, JsonObject parameters, Gatekeeper gatekeeper, ClusterContext context)
    {
        var json = policy.Template.Read();
        var spec = json["spec"]!.AsObject();
        foreach (var (name, expression) in parameters)
        {
            spec["variables"]!.AsArray().Single(variable => (string)variable!["name"]! == name)!["expression"] = expression!.DeepClone();
        }

        var conditions = spec["matchConditions"]!.AsArray();
        if (context.Cluster.IsOpenShift)
        {
            conditions.Add(new JsonObject { ["name"] = "not-openshift", ["expression"] = "!request.namespace.startsWith('openshift-')" });
        }

        var exemptions = gatekeeper.Settings(policy).Exemptions;
        if (!exemptions.IsEmpty)
        {
            // The API server gives an object its time before it asks (Store.Create in k8s.io/apiserver, pkg/registry/generic/registry),
            // and CEL has no other clock. So what was made under an exemption can still be changed when it has ended.
            conditions.Add(new JsonObject
            {
                ["name"] = "not-exempted",
                ["expression"] = string.Join(" && ", exemptions.Select(exemption =>
                    $"!(request.namespace == '{exemption.Namespace}' && " +
                    $"timestamp(object.metadata.creationTimestamp) <= timestamp('{exemption.End}'))")),
            });
        }

        Explain(json, exemptions);
        return json;
    }

    private static IEnumerable<JsonObject> Bindings(AdmissionPolicy policy, Gatekeeper gatekeeper, ClusterContext context)
    {
        var except = policy.Everywhere ? gatekeeper.ExemptNamespaces : gatekeeper.Exempt(context);
        return Modes(policy, gatekeeper).Select(part =>
        {
            var names = part.Only ?? except.Concat(part.Except).Distinct().Order(StringComparer.Ordinal).ToArray();
            var spec = new JsonObject
            {
                ["policyName"] = $"platform-{policy.Name}",
                ["validationActions"] = KubernetesObject.Texts(part.Mode switch
                {
                    PolicyEnforcement.Warn => ["Warn", "Audit"],
                    PolicyEnforcement.DryRun => ["Audit"],
                    _ => ["Deny"],
                }),
            };
            if (names.Length > 0)
            {
                spec["matchResources"] = new JsonObject
                {
                    ["namespaceSelector"] = new JsonObject
                    {
                        ["matchExpressions"] = new JsonArray(new JsonObject
                        {
                            ["key"] = NamespaceLabel,
                            ["operator"] = part.Only is null ? "NotIn" : "In",
                            ["values"] = KubernetesObject.Texts(names),
                        }),
                    },
                };
            }

            return KubernetesObject.Of(Native, "ValidatingAdmissionPolicyBinding", $"platform-{part.Name}", spec);
        });
    }

    private static IEnumerable<JsonObject> Constraints(AdmissionPolicy policy, JsonObject parameters, Gatekeeper gatekeeper)
    {
        var exemptions = gatekeeper.Settings(policy).Exemptions;
        if (!exemptions.IsEmpty)
        {
            parameters["exemptions"] = new JsonArray([.. exemptions.Select(exemption =>
                new JsonObject { ["namespace"] = exemption.Namespace, ["until"] = exemption.End })]);
        }

        foreach (var part in Modes(policy, gatekeeper))
        {
            var match = new JsonObject
            {
                ["kinds"] = new JsonArray([.. policy.Kinds.Select(kinds => new JsonObject
                {
                    ["apiGroups"] = new JsonArray(kinds.Group), ["kinds"] = KubernetesObject.Texts(kinds.Kinds),
                })]),
            };
            if (part.Only is not null)
            {
                match["namespaces"] = KubernetesObject.Texts(part.Only);
            }
            else if (part.Except.Length > 0)
            {
                match["excludedNamespaces"] = KubernetesObject.Texts(part.Except);
            }

            var spec = new JsonObject
            {
                ["enforcementAction"] =
                    part.Mode switch { PolicyEnforcement.Warn => "warn", PolicyEnforcement.DryRun => "dryrun", _ => "deny" },
                ["match"] = match,
            };
            if (parameters.Count > 0)
            {
                spec["parameters"] = parameters.DeepClone();
            }

            var constraint = KubernetesObject.Of("constraints.gatekeeper.sh/v1beta1", policy.Template.ConstraintKind, part.Name, spec);
            Explain(constraint, exemptions);
            yield return constraint;
        }
    }

    // The policy's own mode everywhere but where the stack names another, and one more part for each of those.
    private static IEnumerable<(string Name, PolicyEnforcement Mode, string[]? Only, string[] Except)> Modes(
        AdmissionPolicy policy, Gatekeeper gatekeeper)
    {
        var settings = gatekeeper.Settings(policy);
        var mode = settings.Mode ?? gatekeeper.Enforcement ?? policy.Mode;
        var others = settings.Namespaces.Where(other => other.Value != mode).ToLookup(other => other.Value, other => other.Key);
        yield return (policy.Name, mode, null, [.. others.SelectMany(other => other).Order(StringComparer.Ordinal)]);
        foreach (var other in others.OrderBy(other => other.Key))
        {
            var suffix = other.Key switch { PolicyEnforcement.Warn => "warn", PolicyEnforcement.DryRun => "dry-run", _ => "deny" };
            yield return ($"{policy.Name}-{suffix}", other.Key, [.. other], []);
        }
    }

    private static void Explain(JsonObject json, ImmutableArray<PolicyExemption> exemptions)
    {
        if (exemptions.IsEmpty)
        {
            return;
        }

        var metadata = json["metadata"]!.AsObject();
        var annotations = metadata["annotations"] as JsonObject ?? [];
        foreach (var exemption in exemptions)
        {
            annotations[$"exemption.ai-platform/{exemption.Namespace}"] = $"until {exemption.Until}: {exemption.Reason}";
        }

        metadata["annotations"] = annotations;
    }
}
