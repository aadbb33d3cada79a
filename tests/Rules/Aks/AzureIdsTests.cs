using Infra.Rules.Aks;
using Infra.Specification.Accounts;

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
            SecretVault = new() { Id = $"{Group}/Microsoft.KeyVault/vaults/acme-secrets-2", Region = "northeurope" },
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

    [Theory]
    [InlineData("acme-secrets")]
    [InlineData($"{Group}/Microsoft.KeyVault/vaults/acme-secrets/secrets/token")]
    public void Rejects_a_vault_that_is_not_named_by_its_id(string id) =>
        Assert.Equal(
            [
                $"CLU065 error clusters[0].secretVault.id: \"{id}\" is not the resource id of a key vault. Allowed: " +
                "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<name>.",
            ],
            Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with { SecretVault = new() { Id = id, Region = "westeurope" } })));

    [Theory]
    [InlineData("ac")]
    [InlineData("1acme")]
    [InlineData("acme--secrets")]
    [InlineData("acme-")]
    [InlineData("acme-secrets-of-all-teams")]
    [InlineData("acme.secrets")]
    public void Rejects_a_name_that_no_vault_has(string name) =>
        Assert.Equal(
            [
                $"CLU065 error clusters[0].secretVault.id: \"{name}\" cannot be the name of a key vault. Allowed: 3 to 24 letters, " +
                "digits and single hyphens, a letter first and no hyphen last.",
            ],
            Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with
            {
                SecretVault = new() { Id = $"{Group}/Microsoft.KeyVault/vaults/{name}", Region = "westeurope" },
            })));

    [Fact]
    public void Rejects_a_vault_of_another_tenant()
    {
        const string vaults = "00000000-0000-4000-8000-000000000003", own = "00000000-0000-4000-8000-000000000001";
        var fleet = Fleets.Of(Fleets.Aks with
        {
            Subscription = own,
            SecretVault = new()
            {
                Id = $"/subscriptions/{vaults}/resourceGroups/hub/providers/Microsoft.KeyVault/vaults/acme-secrets", Region = "westeurope",
            },
        });
        AzureSubscriptionSpec Account(string id, string tenant) => new() { Id = id, Tenant = tenant };
        Assert.Empty(Fleets.Findings<AzureIds>(fleet with { Accounts = [Account(vaults, "a"), Account(own, "a")] }));
        Assert.Equal(
            [
                "CLU065 error clusters[0].secretVault.id: the vault is in the tenant b, where no identity of the cluster's tenant a " +
                "can be given a role. Allowed: a vault in a subscription of the same tenant.",
            ],
            Fleets.Findings<AzureIds>(fleet with { Accounts = [Account(vaults, "b"), Account(own, "a")] }));
    }

    [Fact]
    public void Rejects_a_vault_in_a_region_that_nobody_knows_or_that_is_in_another_cloud()
    {
        foreach (var region in new[] { "westeurop", "usgovvirginia" })
        {
            var finding = Assert.Single(Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with
            {
                SecretVault = new() { Id = $"{Group}/Microsoft.KeyVault/vaults/acme-secrets", Region = region },
            })));
            Assert.StartsWith(
                $"CLU065 error clusters[0].secretVault.region: \"{region}\" is not a region in the catalogue of the cluster's cloud.",
                finding, StringComparison.Ordinal);
            Assert.Contains(" Allowed: austriaeast, ", finding, StringComparison.Ordinal);
        }

        Assert.Empty(Fleets.Findings<AzureIds>(Fleets.Of(Fleets.Aks with
        {
            Region = "moonbase",
            SecretVault = new() { Id = $"{Group}/Microsoft.KeyVault/vaults/acme-secrets", Region = "moonbase" },
        })));
    }

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
