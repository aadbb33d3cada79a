using Infra.Facts;
using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Storage;

namespace Infra.Rules.Storage;

/// <summary>CLU031: storage comes from a provider that the kind of cluster supports.</summary>
public sealed class StorageProviders : ISpecRule
{
    private static string Names(IEnumerable<StorageProvider> providers) =>
        Spelling.List(providers.Select(provider => Spelling.Of(provider)));

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var cloud = Clouds.Of(cluster);
            foreach (var (name, storage) in ((string, StorageClassSpec?)[])
                [
                    (StorageClasses.Fast, cluster.Storage.Fast),
                    (StorageClasses.Shared, cluster.Storage.Shared),
                    (StorageClasses.Parallel, cluster.Storage.Parallel),
                ])
            {
                if (storage is null)
                {
                    continue;
                }

                var path = $"{cluster.Path}.storage.{name}";
                var allowed = cloud.StorageProviders(name);
                var provider = storage.Provider ?? cloud.DefaultStorageProvider;
                if (provider is null)
                {
                    yield return Finding.Error(
                        "CLU031", $"{path}.provider",
                        $"provider is missing, and on-prem there is no cloud service to default to. Allowed: {Names(allowed)}.");
                }
                else if (!allowed.Contains(provider.Value))
                {
                    yield return Finding.Error(
                        "CLU031", $"{path}.provider",
                        $"{Spelling.Of(provider.Value)} cannot provide {name} storage on {cluster.Kind}. Allowed: " +
                        $"{Names(allowed)}.");
                }

                if (provider == StorageProvider.Existing && storage.Driver is null)
                {
                    yield return Finding.Error(
                        "CLU031", $"{path}.driver",
                        "driver is missing, but provider is existing. Give the name of the CSI driver, such as nfs.csi.k8s.io.");
                }
                else if (provider != StorageProvider.Existing && storage.Driver is not null)
                {
                    yield return Finding.Error(
                        "CLU031", $"{path}.driver",
                        $"\"{storage.Driver}\" is given, but the provider brings its own driver. Leave it out, or set provider to " +
                        "existing.");
                }

                if (provider != StorageProvider.Existing && !storage.Parameters.IsEmpty)
                {
                    yield return Finding.Error(
                        "CLU031", $"{path}.parameters",
                        "parameters are given, but the platform sets the parameters of its own storage classes. Leave them out, or set " +
                        "provider to existing.");
                }

                if (storage is ParallelStorageSpec { Throughput: { } throughput })
                {
                    var tiers = cloud.LustreTiers;
                    if (tiers.IsEmpty)
                    {
                        yield return Finding.Error(
                            "CLU031", $"{path}.throughput",
                            "throughput is given, but an existing storage system has its own throughput. Leave it out.");
                    }
                    else if (!tiers.Any(tier => tier.Throughput == throughput))
                    {
                        yield return Finding.Error(
                            "CLU031", $"{path}.throughput",
                            $"throughput is {throughput}. Allowed for Lustre on {cluster.Kind}, in MB/s per TiB: " +
                            $"{string.Join(", ", tiers.Select(tier => tier.Throughput))}.");
                    }
                }

                if (storage is ParallelStorageSpec { CapacityTiB: < 1 or > 1024 } parallel)
                {
                    yield return Finding.Error(
                        "CLU031", $"{path}.capacityTiB",
                        $"capacityTiB is {parallel.CapacityTiB}. Allowed: 1 to 1024; the cloud service rounds up to its own steps.");
                }
            }
        }
    }
}
