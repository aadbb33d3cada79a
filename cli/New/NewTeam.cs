using System.Collections.Immutable;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A team that a stack does not have yet.</summary>
/// <param name="Name">Name of the team and of its namespace.</param>
/// <param name="Owners">Groups that may work in the namespace.</param>
/// <param name="CostCentre">Who pays.</param>
/// <param name="DataClass">Class of its data.</param>
/// <param name="Clusters">Names of its clusters; none are all.</param>
/// <param name="Gpus">Its shares of pools.</param>
/// <param name="Cpu">Processors on each cluster.</param>
/// <param name="MemoryGiB">Memory on each cluster, in GiB.</param>
/// <param name="StorageGiB">Volumes on each cluster, in GiB.</param>
/// <param name="Repository">URL of the repository from which it is delivered.</param>
public sealed record NewTeam(
    string Name, ImmutableArray<string> Owners, string CostCentre, string DataClass, ImmutableArray<string> Clusters,
    ImmutableArray<GpuShare> Gpus, int Cpu, int MemoryGiB, int StorageGiB, string? Repository)
{
    /// <summary>The team as an item of <c>ai-platform:teams</c>.</summary>
    internal ImmutableArray<string> Lines() =>
    [
        $"- name: {Yaml.Scalar(Name)}",
        $"  owners: {List(Owners)} # groups that work in its namespace",
        $"  costCentre: {Yaml.Scalar(CostCentre)}",
        $"  dataClass: {Yaml.Scalar(DataClass)}",
        .. Clusters.IsEmpty ? [] : new[] { $"  clusters: {{ names: {List(Clusters)} }}" },
        .. Gpus.IsEmpty ? [] : new[] { "  gpus: # its own, and more of them while nobody else does" },
        .. Gpus.Select(share => $"    - {share.Item()}"),
        $"  cpu: {Cpu} # what all its pods request at most, on each cluster",
        $"  memoryGiB: {MemoryGiB}",
        .. StorageGiB == 0 ? [] : new[] { $"  storageGiB: {StorageGiB}" },
        .. Repository is null ? [] : new[] { $"  repository: {{ url: {Yaml.Scalar(Repository)} }} # its folder apps is delivered" },
        "  # egress: [{ cidr: 10.0.8.0/24, ports: [443] }] # what its pods reach outside: nothing that is not listed",
    ];

    private static string List(ImmutableArray<string> words) => $"[{string.Join(", ", words.Select(Yaml.Scalar))}]";
}
