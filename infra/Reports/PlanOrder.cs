using System.Text.RegularExpressions;
using Infra.Planning;

namespace Infra.Reports;

/// <summary>In which order a deployment creates the parts of each cluster, from the dependencies of a plan; a destroy goes the other way.
/// Who waits for a component waits for all that is in it, and every resource waits for its provider.</summary>
public sealed partial class PlanOrder
{
    private const string Platform = "infra:index:ClusterPlatform", Clusters = "infra:clusters:";

    // Whoever waits for more parts of another cluster than these waits for the cluster.
    private const int MostOfAnother = 3;

    private readonly Dictionary<string, PlannedResource> _resources;
    private readonly ILookup<string?, PlannedResource> _children;
    private readonly Func<PlannedResource, string?> _owner;
    private readonly Dictionary<string, HashSet<string>> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _steps = new(StringComparer.Ordinal);

    private PlanOrder(ResourcePlan plan)
    {
        _resources = plan.Resources.ToDictionary(resource => resource.Urn, StringComparer.Ordinal);
        _children = plan.Resources.ToLookup(resource => resource.Parent, StringComparer.Ordinal);
        _owner = plan.Owners();
    }

    /// <summary>The parts of all clusters of a plan: cluster by cluster, in the order in which they can begin.</summary>
    public static IReadOnlyList<PlanPart> Of(ResourcePlan plan)
    {
        var order = new PlanOrder(plan);
        return
        [
            .. from resource in plan.Resources
               where IsStep(resource)
               let cluster = order._owner(resource)
               where cluster is not null
               group resource by (Cluster: cluster, Name: order.PartOf(resource)) into part
               let steps = part.Select(order.Step).ToList()
               orderby part.Key.Cluster, steps.Min(), steps.Max(), part.Key.Name
               select new PlanPart(
                   part.Key.Cluster, part.Key.Name, steps.Min(), steps.Max(), steps.Count, order.After(part.Key.Cluster, [.. part])),
        ];
    }

    /// <summary>The part of its cluster that a resource is in; for resources of clusters alone.</summary>
    public static Func<PlannedResource, string> Parts(ResourcePlan plan) => new PlanOrder(plan).PartOf;

    // Components group, and a provider is a connection: neither takes a step of a deployment.
    private static bool IsStep(PlannedResource resource) =>
        resource.Custom && !resource.Type.StartsWith("pulumi:", StringComparison.Ordinal);

    private int Step(PlannedResource resource)
    {
        if (!_steps.TryGetValue(resource.Urn, out var step))
        {
            step = Before(resource).Select(urn => _resources[urn]).Where(IsStep).Select(Step).DefaultIfEmpty().Max() + 1;
            _steps[resource.Urn] = step;
        }

        return step;
    }

    private IEnumerable<PlannedResource> Direct(PlannedResource resource) => resource.DependsOn
        .Concat(resource.Provider is null ? [] : [resource.Provider])
        .SelectMany(urn => WithChildren(_resources[urn]));

    private IEnumerable<PlannedResource> WithChildren(PlannedResource resource) => resource.Custom
        ? [resource]
        : _children[resource.Urn].SelectMany(WithChildren).Prepend(resource);

    private HashSet<string> Before(PlannedResource resource)
    {
        if (!_before.TryGetValue(resource.Urn, out var before))
        {
            _before[resource.Urn] = before = new(StringComparer.Ordinal);
            foreach (var direct in Direct(resource))
            {
                before.Add(direct.Urn);
                before.UnionWith(Before(direct));
            }
        }

        return before;
    }

    // What is before something else that is waited for needs no mention.
    private List<string> After(string cluster, IReadOnlyCollection<PlannedResource> part)
    {
        var own = part.Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);
        var first = part.SelectMany(Before).Distinct(StringComparer.Ordinal).Where(urn => !own.Contains(urn))
            .Select(urn => _resources[urn]).Where(IsStep).ToList();
        var covered = first.SelectMany(Before).ToHashSet(StringComparer.Ordinal);
        var parts = first.Where(resource => !covered.Contains(resource.Urn))
            .Select(resource => (Owner: _owner(resource) ?? cluster, Part: PartOf(resource))).Distinct()
            .ToLookup(at => at.Owner, at => at.Part);
        return
        [
            .. parts[cluster].Order(StringComparer.Ordinal),
            .. parts.Where(other => other.Key != cluster).OrderBy(other => other.Key, StringComparer.Ordinal)
                .SelectMany(other => other.Count() > MostOfAnother
                    ? [other.Key]
                    : other.Order(StringComparer.Ordinal).Select(part => $"{part} of {other.Key}")),
        ];
    }

    // The component right below that of the cluster, by its type; of an add-on, by its chart.
    private string PartOf(PlannedResource resource)
    {
        var owner = _owner(resource);
        var (at, below) = (resource, (PlannedResource?)null);
        while (at.Parent is not null && at.Type != Platform
            && !(at.Type.StartsWith(Clusters, StringComparison.Ordinal) && at.Name == owner))
        {
            (at, below) = (_resources[at.Parent], at.Custom ? below : at);
        }

        return below is null ? KindOf(resource.Type)
            : below.Type == "infra:addons:Release" ? below.Name[(owner!.Length + 1)..]
            : Words(CloudPrefix().Replace(below.Type.Split(':')[^1], ""));
    }

    // What belongs to no part of its own: the namespaces with their secrets, and what a delivery may do.
    private static string KindOf(string type) =>
        type.StartsWith("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", StringComparison.Ordinal)
            || type.StartsWith("kubernetes:admissionregistration.k8s.io/", StringComparison.Ordinal) ? "rights of the delivery"
            : type.StartsWith("kubernetes:core/v1:Node", StringComparison.Ordinal) ? "labels of nodes"
            : type.StartsWith("kubernetes:", StringComparison.Ordinal) ? "namespaces"
            : Words(type.Split(':')[^1]);

    private static string Words(string name) => Humps().Replace(name, " $1").ToLowerInvariant();

    [GeneratedRegex("^(Eks|Aks|OnPrem)(?=[A-Z])")]
    private static partial Regex CloudPrefix();

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Humps();
}
