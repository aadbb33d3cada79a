using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class VaultInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<VaultInside>(Fleets.Sound));

    [Fact]
    public void Accepts_a_Vault_of_the_company() => Assert.Empty(Findings("https://vault.acme.example:8200", "eu"));

    [Fact]
    public void Accepts_a_service_whose_law_is_allowed() =>
        Assert.Empty(Findings("https://acme-public-vault-1.a2b3.z1.hashicorp.cloud:8200", "us"));

    [Fact]
    public void Rejects_a_service_under_the_law_of_another_country() => Assert.Equal(
        [
            "SOV116 error clusters[0].vault.address: \"acme-public-vault-1.a2b3.z1.hashicorp.cloud\" is operated under the law of us; " +
            "this platform allows eu.",
        ],
        Findings("https://acme-public-vault-1.a2b3.z1.hashicorp.cloud:8200", "eu"));

    [Fact]
    public void Rejects_a_key_vault_in_a_region_outside_and_accepts_one_inside()
    {
        Assert.Empty(KeyVault("swedencentral"));
        // Another rule says that nobody knows it.
        Assert.Empty(KeyVault("moonbase"));
        Assert.Equal(
            ["SOV116 error clusters[0].secretVault.region: \"eastus\" is in US; this platform allows eu."], KeyVault("eastus"));
    }

    private static string[] KeyVault(string region) => Fleets.Findings<VaultInside>(Fleets.Of(Fleets.Aks with
    {
        SecretVault = new()
        {
            Id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.KeyVault/vaults/acme-secrets",
            Region = region,
        },
    }));

    private static string[] Findings(string address, string law) => Fleets.Findings<VaultInside>(
        Fleets.Of(Fleets.OnPrem with { Vault = new() { Address = address } })
            with { Sovereignty = Fleets.Sovereignty with { Operators = [law] } });
}
