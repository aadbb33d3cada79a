using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Pools;

/// <summary>CLU014: machine types are in the catalogue, and that of the system pool has neither GPUs nor Neuron devices.</summary>
public sealed class KnownMachines : ISpecRule
{
    private static string Nearby(string name, CloudProfile cloud)
    {
        var family = name.Split('.')[0];
        var siblings = cloud.Machines.Keys.Where(known => known.Split('.')[0] == family).ToList();
        return siblings.Count > 0 && cloud.Machines.Count > siblings.Count
            ? $"Allowed in that family: {Spelling.List(siblings)}."
            : $"{Spelling.DidYouMean(name, cloud.Machines.Keys)} Allowed: {Spelling.List(cloud.Machines.Keys)}.".TrimStart();
    }

    private static string Elsewhere(string name) =>
        CloudProfile.All.FirstOrDefault(cloud => cloud.Machines.ContainsKey(name)) is { } cloud
            ? $"It is an {cloud.Title} machine type. "
            : "";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<CloudClusterSpec>())
        {
            var cloud = cluster.Cloud;
            foreach (var (path, name, isSystem) in Machines.Of(cluster))
            {
                if (cloud.RefusedMachines.TryGetValue(name, out var reason))
                {
                    yield return Finding.Error("CLU014", path, $"\"{name}\" {reason}.");
                }
                else if (!cloud.Machines.TryGetValue(name, out var machine))
                {
                    yield return Finding.Error(
                        "CLU014", path,
                        $"\"{name}\" is not an {cloud.Title} machine type in the catalogue. {Elsewhere(name)}{Nearby(name, cloud)}");
                }
                else if (isSystem && (machine.Gpu is not null || machine.Neuron is not null))
                {
                    var (has, without) = machine.Gpu is not null ? ("GPUs", "GPUs") : ("Neuron devices", "GPUs and Neuron devices");
                    yield return Finding.Error(
                        "CLU014", path,
                        $"\"{name}\" has {has}, but the system pool must have none. Allowed: a machine type without {without}, such as " +
                        $"{cloud.SystemMachine}.");
                }
            }
        }
    }
}
