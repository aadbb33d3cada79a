using Infra.Rules.Secrets;
using Infra.Specification.Clusters;
using Infra.Specification.Secrets;

namespace Infra.Tests.Rules.Secrets;

public class SecretStoresTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<SecretStores>(Fleets.Sound));

    [Fact]
    public void Accepts_every_store_where_it_is()
    {
        VaultSpec vault = new() { Address = "https://vault.acme.example" };

        Assert.Empty(Findings(Fleets.Eks with { SecretStore = SecretStoreKind.ParameterStore }));
        Assert.Empty(Findings(Fleets.Aks with { SecretStore = SecretStoreKind.KeyVault }));
        Assert.Empty(Findings(Fleets.Eks with { SecretStore = SecretStoreKind.Vault, Vault = vault }));
        Assert.Empty(Findings(Fleets.OnPrem with { SecretStore = SecretStoreKind.Vault, Vault = vault }));
    }

    [Fact]
    public void Rejects_a_store_of_another_cloud()
    {
        Assert.Equal(
            [
                "CLU232 error clusters[0].secretStore: a cluster of the kind eks has no store \"key-vault\". Allowed: secrets-manager, " +
                "parameter-store.",
            ],
            Findings(Fleets.Eks with { SecretStore = SecretStoreKind.KeyVault }));
        Assert.Equal(
            ["CLU232 error clusters[0].secretStore: a cluster of the kind on-prem has no store \"secrets-manager\". Allowed: vault."],
            Findings(Fleets.OnPrem with { SecretStore = SecretStoreKind.SecretsManager }));
    }

    [Fact]
    public void Rejects_a_Vault_that_the_cluster_does_not_name() => Assert.Equal(
        ["CLU232 error clusters[0].secretStore: the cluster names no Vault. Describe it under vault."],
        Findings(Fleets.Aks with { SecretStore = SecretStoreKind.Vault }));

    [Fact]
    public void Rejects_a_key_vault_that_nothing_reads()
    {
        var named = Fleets.Aks with
        {
            SecretVault = new() { Id = "vault", Region = "westeurope" }, Vault = new() { Address = "https://vault.acme.example" },
        };
        Assert.Empty(Findings(named));
        Assert.Empty(Findings(named with { SecretStore = SecretStoreKind.KeyVault }));
        Assert.Equal(
            [
                "CLU232 error clusters[0].secretVault: nothing would read it, because secretStore is \"vault\". Remove one of the two.",
            ],
            Findings(named with { SecretStore = SecretStoreKind.Vault }));
    }

    private static string[] Findings(ClusterSpec cluster) => Fleets.Findings<SecretStores>(Fleets.Of(cluster));
}
