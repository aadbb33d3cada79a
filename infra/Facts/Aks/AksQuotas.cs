using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Facts.Aks;

/// <summary>What a cluster needs of the quotas of its Azure subscription and region. Pure.</summary>
internal static class AksQuotas
{
    // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits: 20 "VM total cores", 20 of a
    // series and 20 of spot machines, and 10 "Standard Public IP addresses", each in a region; other kinds of subscription have other
    // numbers, an Enterprise Agreement 1,000 addresses. Of families with GPUs the page says nothing: subscriptions show 0 before more is
    // asked for.
    private const int DefaultCores = 20;
    private const int DefaultAddresses = 10;

    /// <summary>The needs: spot machines of all families share one quota, others count in that of the region and of their family. A pool
    /// that may have several machines or ways to buy them counts in each of their quotas.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="system">The nodes of the system pool at most, together with those that an upgrade adds beforehand.</param>
    /// <param name="most">The same of a pool.</param>
    /// <param name="planned">How many resources of a type its plan has.</param>
    internal static IEnumerable<QuotaNeed> Of(
        AksClusterSpec cluster, long system, Func<AksNodePoolSpec, long> most, Func<string, int> planned)
    {
        var systemPool = new AksNodePoolSpec { Name = NodeConventions.SystemPool, Machine = cluster.SystemMachine, Max = 0 };
        var needs =
            from pool in cluster.Pools.Prepend(systemPool)
            from capacity in pool.Fallbacks.Prepend(pool.Capacity)
            from machine in pool.Alternatives.Prepend(pool.Machine)
            let type = AzureProfile.Profile.Machines.GetValueOrDefault(machine)
            where type is not null
            let cores = type.Vcpus * (pool == systemPool ? system : most(pool))
            from quota in Quotas(type, capacity)
            group cores by (pool.Name, quota) into same
            select Need(same.Key.quota.Title, same.Key.quota.Code, same.Max(), same.Key.quota.Default);
        foreach (var need in needs)
        {
            yield return need;
        }

        // As az network list-usages and Microsoft's own guide to the quota service name it; the examples in azure-rest-api-specs still
        // leave out IPv4.
        yield return Need(
            "Public IP addresses", "IPv4StandardSkuPublicIpAddresses", planned("azure-native:network:PublicIPAddress"), DefaultAddresses);

        QuotaNeed Need(string name, string code, long needed, int byDefault) =>
            new(cluster.Subscription, cluster.Region, name, code, needed, byDefault);
    }

    private static (string Title, string Code, int Default)[] Quotas(MachineType type, Capacity capacity) => capacity == Capacity.Spot
        ? [("Spot vCPUs", "lowPriorityCores", DefaultCores)]
        :
        [
            ("vCPUs of the region", "cores", DefaultCores),
            ("vCPUs of a family", type.QuotaFamily!, type.Gpu is null ? DefaultCores : 0),
        ];
}
