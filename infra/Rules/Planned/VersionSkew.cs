using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>PLN011: no pool runs a newer version of Kubernetes than its control plane, nor one that is more than three minor versions
/// older. A stack file cannot cause this (CLU084 refuses it first); the rule protects the components of a fork.</summary>
public sealed class VersionSkew : IPlanRule
{
    private const string Code = "PLN011";

    /// <summary>The path of the version in each type.</summary>
    private static readonly ImmutableArray<(string Type, string Path)> _controlPlanes =
    [
        ("aws:eks/cluster:Cluster", "version"),
        ("azure-native:containerservice:ManagedCluster", "kubernetesVersion"),
    ];

    private static readonly ImmutableArray<(string Type, string Path)> _pools =
    [
        ("aws:eks/nodeGroup:NodeGroup", "version"),
        ("azure-native:containerservice:AgentPool", "orchestratorVersion"),
        ("azure-native:containerservice:ManagedCluster", "agentPoolProfiles[].orchestratorVersion"),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        var owners = plan.Owners();
        var controlPlanes = Versions(plan, _controlPlanes)
            .ToLookup(found => owners(found.Resource) ?? "", found => found.Version, StringComparer.Ordinal);
        foreach (var (resource, path, version) in Versions(plan, _pools))
        {
            if (controlPlanes[owners(resource) ?? ""].FirstOrDefault() is not { } controlPlane)
            {
                continue;
            }

            var (newest, minor) = (KubernetesMinor.Of(controlPlane), KubernetesMinor.Of(version));
            if (minor > newest || minor < newest - KubernetesMinor.FurthestBehind)
            {
                yield return Finding.Error(
                    Code, $"{resource.Name}.{path}",
                        $"\"{version}\" is not compatible with a control plane of version {controlPlane}. Allowed: " +
                    string.Create(CultureInfo.InvariantCulture, $"1.{newest - KubernetesMinor.FurthestBehind} to 1.{newest}."));
            }
        }
    }

    private static IEnumerable<(PlannedResource Resource, string Path, string Version)> Versions(
        ResourcePlan plan, ImmutableArray<(string Type, string Path)> places) =>
        from place in places
        from resource in plan.Of(place.Type)
        from found in resource.Inputs.All(place.Path)
        where found.Value is JsonValue && KubernetesMinor.Of(found.Value.ToString()) is not null
        select (resource, found.Path, found.Value!.ToString());
}
