using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Pools;

/// <summary>CLU111: further machine types and ways to buy them are for Karpenter, and the machines of a pool offer the same to a
/// pod.</summary>
public sealed class KarpenterChoices : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<CloudClusterSpec>()
        from pool in cluster.NodePools.OfType<CloudNodePoolSpec>()
        from finding in pool.Provisioner == Provisioner.Karpenter
            ? Alternatives(pool, cluster.Cloud).Concat(Fallbacks(pool))
            : Managed(pool)
        select finding;

    private static IEnumerable<Finding> Managed(CloudNodePoolSpec pool)
    {
        foreach (var (member, isEmpty) in new[] { ("alternatives", pool.Alternatives.IsEmpty), ("fallbacks", pool.Fallbacks.IsEmpty) })
        {
            if (!isEmpty)
            {
                yield return Finding.Error(
                    "CLU111", $"{pool.Path}.{member}",
                    $"a managed pool has one machine type, bought in one way. Leave {member} out, or set provisioner to " +
                    "karpenter.");
            }
        }
    }

    private static IEnumerable<Finding> Alternatives(CloudNodePoolSpec pool, CloudProfile cloud)
    {
        if (!pool.Alternatives.IsEmpty && pool.Interconnect != Interconnect.None)
        {
            yield return Finding.Error(
                "CLU111", $"{pool.Path}.alternatives",
                "the nodes of a training have the same machine type, because its network cards are listed. Leave alternatives out, or " +
                "set interconnect to none.");
            yield break;
        }

        if (!pool.Alternatives.IsEmpty && pool.Reservation is not null && pool.Fallbacks.IsEmpty)
        {
            yield return Finding.Error(
                "CLU111", $"{pool.Path}.alternatives",
                $"reservation {pool.Reservation} is for one machine type. Leave alternatives out, or name fallbacks that buy them.");
        }

        for (var index = 0; index < pool.Alternatives.Length; index++)
        {
            var (path, name) = ($"{pool.Path}.alternatives[{index}]", pool.Alternatives[index]);
            if (name == pool.Machine || pool.Alternatives.IndexOf(name) < index)
            {
                yield return Finding.Error("CLU111", path, $"\"{name}\" is named twice. Name each machine type once.");
            }
            else if (cloud.Machines.GetValueOrDefault(pool.Machine) is { } first && cloud.Machines.GetValueOrDefault(name) is { } other
                && Offer(first) != Offer(other))
            {
                yield return Finding.Error(
                    "CLU111", path,
                    $"\"{name}\" has {Offer(other)}, but {pool.Machine} has {Offer(first)}. Allowed: machine types with the same GPUs " +
                    "and the same processor architecture.") with
                {
                    ComparedWith = [$"{pool.Path}.machine"],
                };
            }
        }
    }

    private static IEnumerable<Finding> Fallbacks(CloudNodePoolSpec pool)
    {
        // The order of Karpenter.
        Capacity[] order = pool.Capacity switch
        {
            Capacity.Spot => [Capacity.OnDemand],
            Capacity.Reserved => [Capacity.Spot, Capacity.OnDemand],
            _ => [],
        };
        if (!order.Where(pool.Fallbacks.Contains).SequenceEqual(pool.Fallbacks))
        {
            yield return Finding.Error(
                "CLU111", $"{pool.Path}.fallbacks",
                $"after {Spelling.Of(pool.Capacity)} Karpenter does not buy {Names(pool.Fallbacks)}: it takes what is reserved, then " +
                $"spot, then on-demand. {(order.Length == 0 ? "Leave fallbacks out." : $"Allowed, in this order: {Names(order)}.")}") with
            {
                ComparedWith = [$"{pool.Path}.capacity"],
            };
        }
    }

    private static string Names(IEnumerable<Capacity> capacities) => string.Join(", ", capacities.Select(each => Spelling.Of(each)));

    private static string Offer(MachineType machine)
    {
        var accelerators = machine switch
        {
            { Gpu: { } gpu } => $"{machine.GpuCount} x {gpu.Title}",
            { Neuron: { } neuron } => $"{machine.NeuronCount} x {neuron.Title}",
            _ => "no GPUs",
        };
        return $"{accelerators} and {Spelling.Of(machine.Architecture)} processors";
    }
}
