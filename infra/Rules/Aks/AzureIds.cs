using Infra.Facts.Aks;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU065: existing Azure resources that a cluster uses, such as a hub network and a registry, are given by their full
/// id.</summary>
public sealed class AzureIds : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            foreach (var (member, id, type, what) in Named(cluster))
            {
                if (id is not null && !IsWhole(id, type))
                {
                    yield return Finding.Error(
                        "CLU065", $"{cluster.Path}.{member}",
                        $"\"{id}\" is not the resource id of a {what}. Allowed: " +
                        $"/subscriptions/<GUID>/resourceGroups/<group>/providers/{type}/<name>.");
                }
            }

            // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
            if (cluster.ContainerRegistry is { } registry && AksResourceId.Of(registry, AksResourceId.ContainerRegistry) is { } found
                && (found.Name.Length is < 5 or > 50 || !found.Name.All(char.IsAsciiLetterOrDigit)))
            {
                yield return Finding.Error(
                    "CLU065", $"{cluster.Path}.containerRegistry",
                    $"\"{found.Name}\" cannot be the name of a container registry. Allowed: 5 to 50 letters and digits.");
            }

            var zones = AzureCloud.Of(cluster).Zones(cluster.Region).ToList();
            for (var i = 0; i < cluster.Network.PrivateZones.Length; i++)
            {
                if (AksResourceId.Of(cluster.Network.PrivateZones[i], AksResourceId.PrivateDnsZone) is { } zone
                    && !zones.Contains(zone.Name, StringComparer.OrdinalIgnoreCase))
                {
                    yield return Finding.Error(
                        "CLU065", $"{cluster.Path}.network.privateZones[{i}]",
                        $"the cluster does not use a zone \"{zone.Name}\". Allowed: {Spelling.List(zones)}.");
                }
            }
        }
    }

    private static IEnumerable<(string Member, string? Id, string Type, string What)> Named(AksClusterSpec cluster)
    {
        const string network = "virtual network";
        yield return ("network.hubNetwork", cluster.Network.HubNetwork, AksResourceId.VirtualNetwork, network);
        yield return ("containerRegistry", cluster.ContainerRegistry, AksResourceId.ContainerRegistry, "container registry");
        yield return ("restoreFrom", cluster.RestoreFrom, AksResourceId.StorageAccount, "storage account");
        foreach (var (index, id) in cluster.Network.PrivateZones.Index())
        {
            yield return ($"network.privateZones[{index}]", id, AksResourceId.PrivateDnsZone, "private DNS zone");
        }

        foreach (var (index, id) in cluster.Network.LinkedNetworks.Index())
        {
            yield return ($"network.linkedNetworks[{index}]", id, AksResourceId.VirtualNetwork, network);
        }
    }

    private static bool IsWhole(string id, string type) =>
        AksResourceId.Of(id, type) is { } found && AzureGuid.Fits(found.Subscription);
}
