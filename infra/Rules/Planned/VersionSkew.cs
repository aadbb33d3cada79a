using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Planning;

namespace Infra.Rules.Planned;

/// <summary>PLN011: no pool runs a newer version of Kubernetes than its control plane, nor one that is more than three minor versions
/// older.</summary>
public sealed class VersionSkew : IPlanRule
{
    private const string Code = "PLN011";

    // How far a kubelet may be behind (https://kubernetes.io/releases/version-skew-policy/#kubelet).
    private const int Furthest = 3;

    private static readonly Regex _minor = new(@"\A1\.(?<minor>[0-9]+)(\.|-|\z)", RegexOptions.CultureInvariant);

    /// <summary>Where each type says its version.</summary>
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
    public IEnumerable<Finding> Check(ResourcePlan plan)
    {
        var owners = plan.Owners();
        var controlPlanes = Versions(plan, _controlPlanes)
            .ToLookup(found => owners(found.Resource) ?? "", found => found.Version, StringComparer.Ordinal);
        foreach (var (resource, path, version) in Versions(plan, _pools))
        {
            if (controlPlanes[owners(resource) ?? ""].FirstOrDefault() is not { } controlPlane)
                continue;
            var (newest, minor) = (Minor(controlPlane), Minor(version));
            if (minor > newest || minor < newest - Furthest)
                yield return Finding.Error(
                    Code, $"{resource.Name}.{path}", $"\"{version}\" does not go with a control plane of {controlPlane}. Allowed: " +
                    string.Create(CultureInfo.InvariantCulture, $"1.{newest - Furthest} to 1.{newest}."));
        }
    }

    private static IEnumerable<(PlannedResource Resource, string Path, string Version)> Versions(
        ResourcePlan plan, ImmutableArray<(string Type, string Path)> places) =>
        from place in places
        from resource in plan.Of(place.Type)
        from found in resource.Inputs.All(place.Path)
        where found.Value is JsonValue && _minor.IsMatch(found.Value.ToString())
        select (resource, found.Path, found.Value!.ToString());

    private static int Minor(string version) => int.Parse(_minor.Match(version).Groups["minor"].ValueSpan, CultureInfo.InvariantCulture);
}
