using System.Text.RegularExpressions;
using Infra.Catalogue;
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
    private static readonly Regex _vault = new(@"\A(?=.{3,24}\z)[A-Za-z]+(-?[A-Za-z0-9])*\z", RegexOptions.CultureInvariant);

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

            foreach (var finding in SecretVault(platform, cluster))
            {
                yield return finding;
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

    private static IEnumerable<Finding> SecretVault(PlatformSpec platform, AksClusterSpec cluster)
    {
        if (cluster.SecretVault is not { } vault)
        {
            yield break;
        }

        var path = $"{cluster.Path}.secretVault";
        if (AksResourceId.Of(vault.Id, AksResourceId.KeyVault) is { } known)
        {
            if (!_vault.IsMatch(known.Name))
            {
                yield return Finding.Error(
                    "CLU065", $"{path}.id",
                    $"\"{known.Name}\" cannot be the name of a key vault. Allowed: 3 to 24 letters, digits and single hyphens, a letter " +
                    "first and no hyphen last.");
            }

            if (platform.AzureTenant(known.Subscription) is { } theirs && platform.AzureTenant(cluster.Subscription) is { } own
                && theirs != own)
            {
                yield return Finding.Error(
                    "CLU065", $"{path}.id",
                    $"the vault is in the tenant {theirs}, where no identity of the cluster's tenant {own} can be given a role. Allowed: " +
                    "a vault in a subscription of the same tenant.")
                    with { ComparedWith = ["accounts"] };
            }
        }

        // A region of the cluster that is not in the catalogue is another finding.
        var regions = AzureProfile.Profile.Regions;
        if (regions.GetValueOrDefault(cluster.Region) is { } home && regions.GetValueOrDefault(vault.Region)?.Partition != home.Partition)
        {
            var allowed = regions.Values.Where(region => region.Partition == home.Partition).Select(region => region.Name).ToList();
            yield return Finding.Error(
                "CLU065", $"{path}.region",
                $"\"{vault.Region}\" is not a region in the catalogue of the cluster's cloud." +
                $"{Spelling.DidYouMean(vault.Region, allowed)} Allowed: {Spelling.List(allowed)}.");
        }
    }

    private static IEnumerable<(string Member, string? Id, string Type, string What)> Named(AksClusterSpec cluster)
    {
        const string network = "virtual network";
        yield return ("network.hubNetwork", cluster.Network.HubNetwork, AksResourceId.VirtualNetwork, network);
        yield return ("containerRegistry", cluster.ContainerRegistry, AksResourceId.ContainerRegistry, "container registry");
        yield return ("secretVault.id", cluster.SecretVault?.Id, AksResourceId.KeyVault, "key vault");
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
