using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Where endpoints are private, no load balancer of a cloud faces the internet. On-prem, addresses come from the site's own
/// network.</summary>
public sealed class PrivateLoadBalancers : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN002";

    /// <summary>Annotations that keep a load balancer inside, with the values that do.</summary>
    private static readonly ImmutableSortedDictionary<string, string> Internal = new Dictionary<string, string>
    {
        ["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internal",
        ["service.beta.kubernetes.io/aws-load-balancer-internal"] = "true",
        ["service.beta.kubernetes.io/azure-load-balancer-internal"] = "true",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(ResourcePlan plan)
    {
        if (!plan.IsPrivate()) return [];
        var sites = plan.Platform!.Clusters.OfType<OnPremClusterSpec>().Select(cluster => cluster.Name + "-").ToArray();
        bool InCloud(PlannedResource resource) => !sites.Any(site => resource.Name.StartsWith(site, StringComparison.Ordinal));
        var services = plan.Of("kubernetes:core/v1:Service").Where(InCloud)
            .Where(service => service.Inputs.Text("spec.type") == "LoadBalancer" && !IsInternal(service.Inputs.At("metadata.annotations")))
            .Select(service => Breach(service, string.Empty));
        var charts = plan.Of("kubernetes:helm.sh/v3:Release").Where(InCloud)
            .SelectMany(release => Public(release.Inputs["values"], "values").Select(path => Breach(release, "." + path)));
        return services.Concat(charts);
    }

    private static Finding Breach(PlannedResource resource, string path) => new(Code, Severity.Error, resource.Name + path,
        "a load balancer without an annotation that keeps it internal, while sovereignty.endpoints is private. "
        + $"Allowed: {string.Join(", ", Internal.Select(annotation => $"{annotation.Key}: \"{annotation.Value}\""))}.");

    // In the values of a chart a service is whatever has this type; its annotations stand beside it.
    private static IEnumerable<string> Public(JsonNode? values, string path) => values switch
    {
        JsonObject map => map.SelectMany(member => Public(member.Value, $"{path}.{member.Key}"))
            .Concat(map.Text("type") == "LoadBalancer" && !IsInternal(map["annotations"]) ? [path] : []),
        JsonArray list => list.SelectMany((item, index) => Public(item, $"{path}[{index}]")),
        _ => [],
    };

    private static bool IsInternal(JsonNode? annotations) =>
        annotations is JsonObject map && Internal.Any(known => map[known.Key]?.ToString() == known.Value);
}
