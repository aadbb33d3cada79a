using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>PLN002: where endpoints are private, no cloud load balancer faces the internet, whether it is a resource or a Service, or comes
/// from the values of a chart or an object that an operator reads. On-prem, addresses come from the site's own network.</summary>
public sealed class PrivateLoadBalancers : IPlanRule
{
    private const string Code = "PLN002";

    /// <summary>Annotations, with their values, that keep the load balancer of a Service internal.</summary>
    private static readonly ImmutableSortedDictionary<string, string> _internal = new Dictionary<string, string>
    {
        ["service.beta.kubernetes.io/aws-load-balancer-scheme"] = "internal",
        ["service.beta.kubernetes.io/aws-load-balancer-internal"] = "true",
        ["service.beta.kubernetes.io/azure-load-balancer-internal"] = "true",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Annotations that put a load balancer on the internet with the value <c>internet-facing</c>, regardless of other
    /// annotations.</summary>
    private static readonly ImmutableArray<string> _schemes =
        ["alb.ingress.kubernetes.io/scheme", "service.beta.kubernetes.io/aws-load-balancer-scheme"];

    /// <summary>Load balancers that are public by default.</summary>
    private static readonly ImmutableArray<string> _ofClouds =
        ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (!platform.IsPrivate())
        {
            return [];
        }

        var owners = plan.Owners();
        var sites = platform.Clusters.Where(cluster => Clouds.Of(cluster).BalancesInsideSite).Select(cluster => cluster.Name)
            .ToImmutableHashSet(StringComparer.Ordinal);
        var services = plan.Resources
            .Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && !sites.Contains(owners(resource) ?? ""))
            .SelectMany(Breaches);
        var balancers = plan.Resources
            .Where(resource => _ofClouds.Contains(resource.Type) && !resource.Inputs.IsTrue("internal"))
            .Select(resource => Finding.Error(
                Code, $"{resource.Name}.internal",
                    "the value is not true, so the load balancer faces the internet, but sovereignty.endpoints is private."));
        return services.Concat(balancers);
    }

    private static IEnumerable<Finding> Breaches(PlannedResource resource)
    {
        var paths = resource.Type == "kubernetes:core/v1:Service"
            ? resource.Inputs.Text("spec.type") == "LoadBalancer" && !IsInternal(resource.Inputs.At("metadata.annotations")) ? [""] : []
            : Public(resource.Inputs, "");
        return paths.Select(path => Finding.Error(
            Code, resource.Name + path,
            "the load balancer has no annotation that keeps it internal, but sovereignty.endpoints is private. Allowed: " +
            $"{string.Join(", ", _internal.Select(annotation => $"{annotation.Key}: \"{annotation.Value}\""))}."));
    }

    // Any object with this type counts as a Service; its annotations are next to the type.
    private static IEnumerable<string> Public(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(member => Public(member.Value, $"{path}.{member.Key}"))
            .Concat(map.Text("type") == "LoadBalancer" && !IsInternal(map["annotations"]) ? [path] : [])
            .Concat(_schemes.Where(scheme => map[scheme]?.ToString() == "internet-facing").Select(scheme => $"{path}.{scheme}")),
        JsonArray list => list.SelectMany((item, index) => Public(item, $"{path}[{index}]")),
        _ => [],
    };

    private static bool IsInternal(JsonNode? annotations) =>
        annotations is JsonObject map && _internal.Any(known => map[known.Key]?.ToString() == known.Value);
}
