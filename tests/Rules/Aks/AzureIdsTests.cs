using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class AzureIdsTests
{
    private const string Group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers";

    [Fact]
    public void Accepts_a_cluster_that_names_nothing() => Assert.Empty(Fleets.Findings<AzureIds>(Fleets.Sound));

    [Fact]
    public void Accepts_whole_ids_in_any_case_of_letters() =>
        Assert.Empty(Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with
        {
            Network = Fleets.Aks.Network with { HubNetwork = $"{Group}/Microsoft.Network/virtualNetworks/hub-network" },
            ContainerRegistry = $"{Group}/microsoft.containerregistry/Registries/acmeplatform",
            RestoreFrom = $"{Group}/Microsoft.Storage/storageAccounts/acmeprodwestrepl1234abcd",
        })));

    [Theory]
    [InlineData("hub-network")]
    [InlineData($"{Group}/Microsoft.Network/virtualNetworks/hub/subnets/nodes")]
    [InlineData("/subscriptions/mine/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub")]
    [InlineData("/subscriptions/ 00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub")]
    public void Rejects_a_network_that_is_not_named_by_its_id(string id) =>
        Assert.Equal(
            [
                $"CLU065 error clusters[0].network.hubNetwork: \"{id}\" is not the resource id of a virtual network. Allowed: " +
                "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>.",
            ],
            Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with { Network = Fleets.Aks.Network with { HubNetwork = id } })));

    [Theory]
    [InlineData("acmeplatform.azurecr.io")]
    [InlineData($"{Group}/Microsoft.Network/virtualNetworks/hub")]
    public void Rejects_a_registry_that_is_not_named_by_its_id(string id) =>
        Assert.Equal(
            [
                $"CLU065 error clusters[0].containerRegistry: \"{id}\" is not the resource id of a container registry. Allowed: " +
                "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<name>.",
            ],
            Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with { ContainerRegistry = id })));

    [Theory]
    [InlineData("acmeprodwestrepl1234abcd")]
    [InlineData($"{Group}/Microsoft.Storage/storageAccounts/acmeprodwestrepl1234abcd/blobServices/default")]
    public void Rejects_an_account_to_restore_from_that_is_not_named_by_its_id(string id) =>
        Assert.Equal(
            [
                $"CLU065 error clusters[0].restoreFrom: \"{id}\" is not the resource id of a storage account. Allowed: " +
                "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Storage/storageAccounts/<name>.",
            ],
            Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with { RestoreFrom = id })));

    [Fact]
    public void Rejects_zones_and_networks_that_the_cluster_cannot_use_and_names_that_no_registry_has() =>
        Assert.Equal(
            [
                "CLU065 error clusters[0].network.linkedNetworks[0]: \"hub\" is not the resource id of a virtual network. Allowed: " +
                "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>.",
                "CLU065 error clusters[0].containerRegistry: \"acme-platform\" cannot be the name of a container registry. Allowed: 5 to " +
                "50 letters and digits.",
                "CLU065 error clusters[0].network.privateZones[1]: the cluster does not use a zone \"acme.example\". Allowed: " +
                "private.westeurope.azmk8s.io, privatelink.blob.core.windows.net, privatelink.file.core.windows.net, " +
                "privatelink.azurecr.io, privatelink.vaultcore.azure.net.",
            ],
            Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with
            {
                Network = Fleets.Aks.Network with
                {
                    PrivateZones =
                    [
                        $"{Group}/Microsoft.Network/privateDnsZones/privatelink.azurecr.io",
                        $"{Group}/Microsoft.Network/privateDnsZones/acme.example",
                    ],
                    LinkedNetworks = ["hub"],
                },
                ContainerRegistry = $"{Group}/Microsoft.ContainerRegistry/registries/acme-platform",
            })));
}
