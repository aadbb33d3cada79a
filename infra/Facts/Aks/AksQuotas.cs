using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Facts.Aks;

/// <summary>What a cluster needs of the quotas of its Azure subscription and region. Pure.</summary>
internal static class AksQuotas
{
    // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits: of the region, of a family and
    // of spot machines, less or more by the kind of subscription. Families with GPUs have none before they are asked for.
    private const int DefaultCores = 20;
    private const int DefaultAddresses = 1000;

    /// <summary>The needs: spot machines of all families share one quota, others count in that of the region and of their
    /// family.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="nodes">The pools, the system pool included: machine, whether it is spot, and the nodes that it has at most, together
    /// with those that an upgrade adds beforehand.</param>
    /// <param name="planned">How many resources of a type its plan has.</param>
    internal static IEnumerable<QuotaNeed> Of(
        AksClusterSpec cluster, IEnumerable<(string Machine, Capacity Capacity, long Nodes)> nodes, Func<string, int> planned)
    {
        foreach (var (machine, capacity, count) in nodes)
        {
            if (AzureProfile.Profile.Machines.GetValueOrDefault(machine) is not { } type)
            {
                continue;
            }

            var cores = type.Vcpus * count;
            if (capacity == Capacity.Spot)
            {
                yield return Need("Spot vCPUs", "lowPriorityCores", cores, DefaultCores);
                continue;
            }

            yield return Need("vCPUs of the region", "cores", cores, DefaultCores);
            yield return Need("vCPUs of a family", type.QuotaFamily!, cores, type.Gpu is null ? DefaultCores : 0);
        }

        yield return Need(
            "Public IP addresses", "StandardSkuPublicIpAddresses", planned("azure-native:network:PublicIPAddress"), DefaultAddresses);

        QuotaNeed Need(string name, string code, long needed, int most) =>
            new(cluster.Subscription, cluster.Region, name, code, needed, most);
    }
}
