using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Reports.Plans;

/// <summary>A pool in <c>plan.json</c>, with its accelerators as the catalogue knows them and what pods can request of them.</summary>
internal static class PoolJson
{
    private static readonly JsonSerializerOptions _records = new(JsonSerializerDefaults.Web);

    internal static JsonObject Of(CloudFacts cloud, NodePoolSpec pool, IEnumerable<PoolShare> shares)
    {
        var machines = pool as CloudNodePoolSpec;
        // Nobody but an administrator knows whether nodes that the platform does not label share their GPUs as the stack says.
        var verified = cloud.Gpu(pool) is not { Sharing: not ExclusiveGpu } || cloud.LabelsNodes(pool);
        return new()
        {
            ["name"] = pool.Name,
            ["machine"] = machines?.Machine,
            ["min"] = machines?.Min ?? pool.MostNodes,
            ["max"] = pool.MostNodes,
            ["capacity"] = machines is null ? null : Spelling.Of(machines.Capacity),
            ["provisioner"] = machines is null ? null : Spelling.Of(machines.Provisioner),
            ["version"] = machines?.Version ?? cloud.Cluster.Version,
            ["zones"] = JsonText.Texts(machines?.Zones ?? []),
            ["gpu"] = cloud.Gpu(pool) is not { } gpu ? null : new JsonObject
            {
                ["model"] = gpu.Model.Id,
                ["title"] = gpu.Model.Title,
                ["memoryGB"] = gpu.Model.MemoryGb,
                ["count"] = gpu.Count,
                ["sharing"] = JsonSerializer.SerializeToNode(gpu.Sharing, _records),
                ["driver"] = Spelling.Of(gpu.DriverOwner),
            },
            ["neuron"] = cloud.Neuron(pool) is not { } neuron ? null : new JsonObject
            {
                ["title"] = neuron.Model.Title, ["count"] = neuron.Count,
            },
            ["schedulable"] = cloud.Accelerators(pool) is not { } offered ? null : new JsonObject
            {
                ["resource"] = offered.Resource,
                ["perNode"] = offered.PerNode,
                ["most"] = offered.PerNode * pool.MostNodes,
                ["verified"] = verified,
                ["free"] = (offered.PerNode * pool.MostNodes) - shares.Sum(share => share.Spec.Guaranteed),
            },
        };
    }
}
