using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;
using Annotations = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace Infra.Rules.Planned;

/// <summary>PLN002: where endpoints are private, no cloud load balancer faces the internet, whether it is a resource or a Service, or comes
/// from the values of a chart or an object that an operator reads. On-prem, addresses come from the site's own network.</summary>
public sealed class PrivateLoadBalancers : IPlanRule
{
    private const string Code = "PLN002";

    /// <summary>Members that put a load balancer on the internet with the value <c>internet-facing</c>, whatever else is said: annotations,
    /// and the member of the objects that the AWS Load Balancer Controller reads.</summary>
    private static readonly ImmutableArray<string> _schemes =
        ["alb.ingress.kubernetes.io/scheme", "service.beta.kubernetes.io/aws-load-balancer-scheme", "scheme"];

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
        var annotations = platform.Clusters.ToDictionary(
            cluster => cluster.Name, cluster => Clouds.Of(cluster).InternalLoadBalancer, StringComparer.Ordinal);
        // What belongs to no cluster may be in any cloud of the stack.
        Annotations?[] ofClouds = [.. annotations.Values.OfType<Annotations>().Distinct()];
        var services = plan.Resources
            .Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal))
            .SelectMany(resource =>
                Breaches(resource, annotations.TryGetValue(owners(resource) ?? "", out var own) ? [own] : ofClouds));
        var balancers = plan.Resources
            .Where(resource => _ofClouds.Contains(resource.Type) && !resource.Inputs.IsTrue("internal"))
            .Select(resource => Finding.Error(
                Code, $"{resource.Name}.internal",
                    "the value is not true, so the load balancer faces the internet, but sovereignty.endpoints is private."));
        return services.Concat(balancers);
    }

    private static IEnumerable<Finding> Breaches(PlannedResource resource, IEnumerable<Annotations?> known)
    {
        if (known.OfType<Annotations>().ToArray() is not [_, ..] allowed)
        {
            return [];
        }

        var paths = resource.Type == "kubernetes:core/v1:Service"
            ? resource.Inputs.Text("spec.type") == "LoadBalancer" && !IsInternal(resource.Inputs.At("metadata.annotations"), allowed)
                ? [""] : []
            : Public(resource.Inputs, allowed, "");
        return paths.Select(path => Finding.Error(
            Code, resource.Name + path,
            "the load balancer has no annotation that keeps it internal, but sovereignty.endpoints is private. Allowed: " +
            string.Join(", or ", allowed.Select(set => string.Join(", ", set.Select(pair => $"{pair.Key}: \"{pair.Value}\"")))) + "."));
    }

    // Any object with this type counts as a Service; its annotations are next to the type.
    private static IEnumerable<string> Public(JsonNode? node, Annotations[] allowed, string path) => node switch
    {
        JsonObject map => map.SelectMany(member => Public(member.Value, allowed, $"{path}.{member.Key}"))
            .Concat(map.Text("type") == "LoadBalancer" && !IsInternal(map["annotations"], allowed) ? [path] : [])
            .Concat(_schemes.Where(scheme => map[scheme]?.ToString() == "internet-facing").Select(scheme => $"{path}.{scheme}")),
        JsonArray list => list.SelectMany((item, index) => Public(item, allowed, $"{path}[{index}]")),
        _ => [],
    };

    private static bool IsInternal(JsonNode? annotations, Annotations[] allowed) => annotations is JsonObject map
        && allowed.Any(set => set.All(pair => map[pair.Key]?.ToString() == pair.Value));
}
