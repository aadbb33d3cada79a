using Infra.AddOns;
using Infra.AddOns.Gpu;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Rules.Gpu;

/// <summary>GPU021: something advertises a pool's GPUs or Neuron devices to the scheduler; otherwise they are paid for but not
/// usable.</summary>
public sealed class AdvertisedGpus : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var key = AddOnList.KeyOf(typeof(GpuOperator));
        foreach (var cluster in platform.Clusters)
        {
            if (!cluster.AddOns.OfType<NeuronDevicePlugin>().Any())
            {
                foreach (var pool in cluster.NodePools.Where(pool => Clouds.Of(cluster).Neuron(pool) is not null))
                {
                    yield return Unadvertised(pool, NeuronNode.Resource, AddOnList.KeyOf(typeof(NeuronDevicePlugin)));
                }
            }

            if (cluster.AddOns.OfType<GpuOperator>().Any())
            {
                continue;
            }

            foreach (var pool in cluster.NodePools)
            {
                if (Clouds.Of(cluster).Gpu(pool) is { ImageAdvertises: false } node)
                {
                    yield return node.DriverOwner == GpuDriverOwner.Operator
                        ? Finding.Error(
                            "GPU021", pool.Path,
                            $"nothing installs the driver for its {node.Model.Title}: {key} is off on this cluster. Turn it on with " +
                            $"{key}: {{}}, or set gpu.driver to node-image.")
                        : Unadvertised(pool, node.ResourceName, key);
                }
            }
        }
    }

    private static Finding Unadvertised(NodePoolSpec pool, string resource, string key) => Finding.Warning(
        "GPU021", pool.Path,
        $"the platform installs no device plugin that advertises {resource}, because {key} is off on this cluster. Turn it on with " +
        $"{key}: {{}}, or bring your own device plugin.");
}
