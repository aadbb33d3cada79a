using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>GPU002: an on-prem pool with GPUs states their model and number, because the catalogue does not know the machines.</summary>
public sealed class OnPremGpus : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.OfType<OnPremClusterSpec>().SelectMany(cluster => cluster.Pools))
        {
            if (pool.Gpu is not { } gpu)
            {
                continue;
            }

            if (gpu.Model is null)
            {
                yield return Finding.Error(
                    "GPU002", $"{pool.Path}.gpu.model",
                    $"model is missing. Allowed: {Spelling.List(GpuModels.All.Keys)}.");
            }
            else if (!GpuModels.All.ContainsKey(gpu.Model))
            {
                yield return Finding.Error(
                    "GPU002", $"{pool.Path}.gpu.model",
                    $"\"{gpu.Model}\" is not a GPU model in the catalogue.{Spelling.DidYouMean(gpu.Model, GpuModels.All.Keys)} Allowed: " +
                    $"{Spelling.List(GpuModels.All.Keys)}.");
            }

            if (gpu.Count is null)
            {
                yield return Finding.Error("GPU002", $"{pool.Path}.gpu.count",
                    "count is missing. Give the number of GPUs per node, 1 to 16.");
            }
            else if (gpu.Count is < 1 or > 16)
            {
                yield return Finding.Error("GPU002", $"{pool.Path}.gpu.count", $"count is {gpu.Count}. Allowed: 1 to 16.");
            }
        }
    }
}
