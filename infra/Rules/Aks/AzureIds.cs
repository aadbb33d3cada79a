using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU065: existing Azure resources that a cluster uses, a hub network, a registry and an account to restore from, are
/// given by their full id.</summary>
public sealed class AzureIds : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<AksClusterSpec>()
        from named in new[]
        {
            (Member: "network.hubNetwork", Id: cluster.Network.HubNetwork, Type: AksResourceId.VirtualNetwork, What: "virtual network"),
            (Member: "containerRegistry", Id: cluster.ContainerRegistry, Type: AksResourceId.ContainerRegistry, What: "container registry"),
            (Member: "restoreFrom", Id: cluster.RestoreFrom, Type: AksResourceId.StorageAccount, What: "storage account"),
        }
        where named.Id is not null && !IsWhole(named.Id, named.Type)
        select Finding.Error(
            "CLU065", $"{cluster.Path}.{named.Member}",
            $"\"{named.Id}\" is not the resource id of a {named.What}. Allowed: " +
            $"/subscriptions/<GUID>/resourceGroups/<group>/providers/{named.Type}/<name>.");

    private static bool IsWhole(string id, string type) =>
        AksResourceId.Of(id, type) is { } found && Guid.TryParseExact(found.Subscription, "D", out _);
}
