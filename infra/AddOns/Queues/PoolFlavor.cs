using System.Collections.Immutable;
using System.Globalization;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Pools;

namespace Infra.AddOns.Queues;

/// <summary>What Kueue is told of a pool: how its nodes are recognised, which pods they take, and how much work it can hold.
/// Pure.</summary>
/// <param name="Name">Name of the flavour.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Labels">Labels of the nodes, which Kueue adds to the node selector of the work that it lets in; at most 8.</param>
/// <param name="Taints">Taints of the nodes: only work that tolerates them gets the flavour; at most 8.</param>
/// <param name="Levels">Labels of the levels of the network, from the widest to the node; empty where work is not placed by it.</param>
/// <param name="Quota">What the pool offers at its maximum, by resource.</param>
internal sealed record PoolFlavor(
    string Name, string Pool, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<TaintSpec> Taints,
    ImmutableArray<string> Levels, ImmutableSortedDictionary<string, string> Quota)
{
    /// <summary>The most that a flavour of Kueue has of labels, and of taints.</summary>
    public const int Most = 8;

    /// <summary>How much of a processor or of memory is said to be there where the platform does not know the machines.</summary>
    public const string Unknown = "1000000", UnknownMemory = "1000000Gi";

    // What the kubelet, the system and the agents of the platform leave. EKS alone reserves 255 MiB and 11 MiB for each pod that a node may
    // have: 1.4 GiB with 110 pods (nodeadm of awslabs/amazon-eks-ami).
    private const int UsableTenths = 9;

    /// <summary>The flavours of a cluster, in the order in which its stack lists the pools: the first that fits is taken.</summary>
    public static IEnumerable<PoolFlavor> Of(CloudFacts cloud)
    {
        var pools = cloud.Cluster.NodePools.ToList();
        // A selector for a zone finds only flavours that name one, so all of them do or none.
        var zones = pools.All(pool => cloud.ZoneOf(pool) is not null);
        return pools.Select(pool =>
        {
            var levels = cloud.TopologyLevels(pool);
            return new PoolFlavor(
                // Neither the topology nor the labels of a flavour with one can change, so it has a name of its own and one label, which
                // does not change either.
                levels.IsEmpty ? pool.Name : $"{pool.Name}-placed", pool.Name,
                levels.IsEmpty ? LabelsOf(cloud, pool, zones) : OfPool(pool),
                cloud.TaintsOf(pool), levels, QuotaOf(cloud, pool));
        });
    }

    private static ImmutableSortedDictionary<string, string> OfPool(NodePoolSpec pool) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(NodeConventions.PoolLabel, pool.Name);

    // By these, work asks for a pool, for a way to share GPUs, for machines that are not taken away, and for a zone. On an adopted cluster
    // whose nodes the stack does not name, nobody promises that they are there.
    private static ImmutableSortedDictionary<string, string> LabelsOf(CloudFacts cloud, NodePoolSpec pool, bool zones)
    {
        if (!cloud.LabelsNodes(pool))
        {
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        var labels = OfPool(pool).SetItems(cloud.Gpu(pool)?.Labels
            .Where(label => label.Key is GpuNode.DevicePluginConfigLabel or GpuNode.MigConfigLabel) ?? []);
        labels = cloud.PurchaseLabel(pool) is { } bought ? labels.SetItem(bought.Key, bought.Value) : labels;
        return zones ? labels.SetItem(Placement.ZoneLabel, cloud.ZoneOf(pool)!) : labels;
    }

    private static ImmutableSortedDictionary<string, string> QuotaOf(CloudFacts cloud, NodePoolSpec pool)
    {
        var quota = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var machine = cloud.Machine(pool);
        quota["cpu"] = machine is null ? Unknown : Usable(machine.Vcpus);
        quota["memory"] = machine is null ? UnknownMemory : $"{Usable(machine.MemoryGiB)}Gi";
        if (cloud.Gpu(pool) is { } gpu)
        {
            quota[gpu.ResourceName] = Times(gpu.Allocatable);
        }

        if (cloud.Neuron(pool) is { } neuron)
        {
            quota[NeuronNode.Resource] = Times(neuron.Count);
            quota[NeuronNode.CoreResource] = Times(neuron.Cores);
        }

        return quota.ToImmutable();

        string Times(long each) => (each * pool.MostNodes).ToString(CultureInfo.InvariantCulture);
        string Usable(long each) => (each * pool.MostNodes * UsableTenths / 10).ToString(CultureInfo.InvariantCulture);
    }
}
