using System.Collections.Immutable;
using System.Globalization;
using Infra.Catalogue;
using Infra.Facts.Documents;

namespace Infra.Cli.New.Fleet;

/// <summary>A cluster in a cloud that a stack does not have yet.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Version">Minor version of Kubernetes.</param>
/// <param name="Cidr">Its network.</param>
/// <param name="Gpu">Model of its GPUs; absent: the smallest that the region sells.</param>
/// <param name="Nodes">GPU nodes at most.</param>
/// <param name="Administrator">Who may use it; absent: an example to replace.</param>
internal sealed record NewCluster(
    FleetCloud Cloud, string Name, Region Region, string Version, string Cidr, string? Gpu, int Nodes, string? Administrator)
{
    /// <summary>Whether it delivers to the others.</summary>
    public bool IsHub { get; init; }

    /// <summary>The cluster as an item of <c>ai-platform:clusters</c>.</summary>
    internal ImmutableArray<string> Lines()
    {
        var who = Yaml.Scalar(Administrator ?? string.Format(CultureInfo.InvariantCulture, Cloud.Administrator, Region.Partition));
        var pool = Cloud.Machine(Region.Name, Gpu);
        return
        [
            $"- kind: {Cloud.Kind}",
            $"  name: {Yaml.Scalar(Name)}",
            $"  region: {Region.Name}",
            $"  version: {Quoted(Version)}",
            .. IsHub ? ["  role: hub # it delivers to the others"] : ImmutableArray<string>.Empty,
            $"  network: {{ cidr: {Cidr} }} # no other network of the fleet may overlap it",
            $"  access: {{ administrators: [{who}] }}{(Administrator is null ? $" # example: {Cloud.Who}" : "")}",
            .. pool is null ? [] : (ImmutableArray<string>)
            [
                "  pools:",
                $"    - {{ name: inference, machine: {pool.Name}, max: {Nodes.ToString(CultureInfo.InvariantCulture)} }} " +
                $"# {pool.GpuCount} x {pool.Gpu!.Title} a node, and no node until a pod asks for one",
            ],
        ];
    }

    /// <summary>A version, which YAML would take for a number.</summary>
    internal static string Quoted(string version) => $"\"{version}\"";
}
