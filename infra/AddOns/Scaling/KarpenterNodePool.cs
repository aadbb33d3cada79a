using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Specification.Pools;

namespace Infra.AddOns.Scaling;

/// <summary>What the NodePools of Karpenter have in common in every cloud. Pure.</summary>
internal static class KarpenterNodePool
{
    /// <summary>Which machines a node may have, and how they may be bought.</summary>
    /// <remarks>Of several machines Karpenter takes the cheapest; of several ways to buy, what is reserved, then spot, then on-demand
    /// (https://karpenter.sh/docs/concepts/nodepools/). A NodePool for each, with weights, could not keep the maximum: each has a limit of
    /// its own.</remarks>
    public static JsonArray Choices(CloudNodePoolSpec pool) =>
    [
        Requirement("node.kubernetes.io/instance-type", [pool.Machine, .. pool.Alternatives]),
        Requirement("karpenter.sh/capacity-type", new[] { pool.Capacity }.Concat(pool.Fallbacks).Select(capacity => capacity switch
        {
            Capacity.Spot => "spot",
            Capacity.Reserved or Capacity.CapacityBlock => "reserved",
            _ => "on-demand",
        })),
    ];

    /// <summary>A requirement that a label of the node has one of these values.</summary>
    public static JsonObject Requirement(string key, IEnumerable<string> values) => new()
    {
        ["key"] = key,
        ["operator"] = "In",
        ["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
    };

    /// <summary>The limits that keep the maximum of a pool: Karpenter cannot limit the number of nodes of a dynamic pool; the resources of
    /// that many machines have the same effect: the GPUs, of which every machine of the pool has the same number, or else the processors of
    /// the smallest one.</summary>
    /// <param name="machines">The machines that nodes may have.</param>
    /// <param name="most">The maximum number of nodes.</param>
    /// <param name="gpu">The GPUs of a node, if it has any.</param>
    /// <param name="neuron">The Neuron devices of a node, if it has any.</param>
    public static JsonObject Limits(ImmutableArray<MachineType> machines, int most, GpuNode? gpu, NeuronNode? neuron = null)
    {
        var processors = machines.Select(machine => machine.Vcpus);
        var cpu = gpu is not null || neuron is not null ? processors.Max() : processors.Min();
        var limits = new JsonObject { ["cpu"] = Times(cpu) };
        if (gpu is not null)
        {
            limits[gpu.ResourceName] = Times(gpu.Allocatable);
        }

        if (neuron is not null)
        {
            limits[NeuronNode.Resource] = Times(neuron.Count);
        }

        return limits;

        string Times(int each) => (each * most).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Taints in the form of Kubernetes.</summary>
    public static JsonArray Taints(IEnumerable<TaintSpec> taints)
    {
        var all = new JsonArray();
        foreach (var taint in taints)
        {
            var one = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect.ToString() };
            if (taint.Value is not null)
            {
                one["value"] = taint.Value;
            }

            all.Add(one);
        }

        return all;
    }

    /// <summary>Labels or tags.</summary>
    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    /// <summary>How many nodes may be replaced or removed at the same time.</summary>
    /// <param name="share">A number or a percentage.</param>
    /// <param name="reason">For which reason; absent: for any.</param>
    public static JsonObject Budget(string share, string? reason = null)
    {
        var budget = new JsonObject { ["nodes"] = share };
        if (reason is not null)
        {
            budget["reasons"] = new JsonArray(reason);
        }

        return budget;
    }
}
