using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Specification;
using Infra.Specification.Teams;
using static Infra.AddOns.Security.PolicyEnforcement;

namespace Infra.AddOns.Security;

/// <summary>The admission policies of the platform. What the API server can decide from an object alone, it decides itself, in CEL;
/// Gatekeeper has what reads other objects, and what must also be reported of that which runs already: images, hosts and GPUs.</summary>
internal static class AdmissionPolicies
{
    /// <summary>One line for each policy.</summary>
    public static ImmutableArray<AdmissionPolicy> All { get; } =
    [
        new("allowed-registries", Deny) { Parameters = Registries },
        new("image-digests", DryRun),
        new("image-signatures", Deny) { Parameters = Signatures, Where = "with the add-on `ratify`" },
        new("gpu-images", Deny) { Parameters = GpuImages, Where = "where `gpuRepositories` is set" },
        new("host-access", Deny),
        new("gpu-isolation", Deny),
        new("gpu-quota", Deny) { Kinds = [("", ["Pod"]), ("resource.k8s.io", ["ResourceClaim", "ResourceClaimTemplate"])] },
        new("pod-security", Deny),
        new("gpu-variables", Deny),
        new("gpu-tolerations", Deny),
        new("requests-and-limits", Warn),
        new("namespace-labels", Warn),
        new("data-residency", Deny) { Parameters = DataClasses, Where = "where `dataClasses` is set" },
        new("private-services", Deny) { Parameters = PrivateServices, Where = "where endpoints are private", Everywhere = true },
        new("progress-deadline", Warn),
        new("team-limits", Deny) { Parameters = TeamLimits, Where = "where the stack has teams" },
        new("team-secrets", Deny) { Parameters = TeamSecrets, Where = "with the add-on `external-secrets`, where the stack has teams" },
    ];

    private static JsonObject Registries(Gatekeeper gatekeeper, ClusterContext context)
    {
        var parameters = new JsonObject { ["registries"] = KubernetesObject.Texts(gatekeeper.RegistriesOf(context)) };
        var teams = TeamPlaces.On(context.Platform, context.Cluster).Where(team => !team.Registries.IsEmpty)
            .OrderBy(team => team.Name, StringComparer.Ordinal).ToList();
        if (teams.Count > 0)
        {
            parameters["teams"] = new JsonObject(
                teams.Select(team => KeyValuePair.Create(team.Name, (JsonNode?)KubernetesObject.Texts(team.Registries))));
        }

        return parameters;
    }

    private static JsonObject? Signatures(Gatekeeper gatekeeper, ClusterContext context) =>
        AddOn.Of(context.Cluster).OfType<Ratify>().SingleOrDefault() is not { } ratify ? null : new()
        {
            ["provider"] = Ratify.Provider,
            ["repositories"] = KubernetesObject.Texts(ratify.Repositories),
        };

    private static JsonObject? GpuImages(Gatekeeper gatekeeper, ClusterContext context) => gatekeeper.GpuRepositories.IsEmpty
        ? null : new() { ["repositories"] = KubernetesObject.Texts(gatekeeper.GpuRepositories) };

    // The classes of data that may be where the cluster is.
    private static JsonObject? DataClasses(Gatekeeper gatekeeper, ClusterContext context)
    {
        if (gatekeeper.DataClasses.IsEmpty)
        {
            return null;
        }

        var country = context.Cloud.Profile is { } cloud
            ? cloud.Regions[context.Cluster.Region].Country
            : context.Platform.Sites.Single(site => site.Name == context.Cluster.Region).Country;
        var here = gatekeeper.DataClasses.Where(data => Jurisdictions.AnyHolds(data.Value.Locations, country));
        return new()
        {
            ["allowed"] = $"{{{string.Join(", ", here.Select(data => $"{Cel(data.Key)}: {Cel(data.Value.StorageClasses)}"))}}}",
            ["known"] = Cel(gatekeeper.DataClasses.Keys),
        };
    }

    private static JsonObject? PrivateServices(Gatekeeper gatekeeper, ClusterContext context) =>
        context.Platform.Sovereignty.Endpoints != EndpointAccess.Private ? null : new()
        {
            ["internal"] = Cel(context.Cloud.InternalLoadBalancer?.Select(pair => $"{pair.Key}: {pair.Value}") ?? []),
            ["platform"] = Cel(gatekeeper.Exempt(context)),
        };

    private static JsonObject? TeamLimits(Gatekeeper gatekeeper, ClusterContext context)
    {
        var teams = ByTeam(context, team => Cel(team.Egress.Select(egress => egress.Cidr).OfType<string>()));
        return teams is null ? null : new() { ["teams"] = teams, ["deployers"] = Cel(context.Cloud.DeployerGroups) };
    }

    private static JsonObject? TeamSecrets(Gatekeeper gatekeeper, ClusterContext context) =>
        AddOn.Of(context.Cluster).OfType<ExternalSecrets>().Any()
        && ByTeam(context, team => Cel(context.Cloud.SecretPrefix(team.Name))) is { } prefixes
            ? new() { ["prefixes"] = prefixes }
            : null;

    // An expression for each team of the cluster, by its namespace; null if there is none.
    private static string? ByTeam(ClusterContext context, Func<TeamSpec, string> expression)
    {
        var teams = TeamPlaces.On(context.Platform, context.Cluster).OrderBy(team => team.Name, StringComparer.Ordinal)
            .Select(team => $"{Cel(team.Name)}: {expression(team)}").ToList();
        return teams.Count == 0 ? null : $"{{{string.Join(", ", teams)}}}";
    }

    // Names and annotations, which need no escape: SettingForms refuses other names.
    private static string Cel(string text) => $"'{text}'";

    private static string Cel(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Cel))}]";
}
