using Infra.Rules.Secrets;
using Infra.Specification.Secrets;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.Secrets;

public class VaultsTests
{
    private static readonly VaultSpec _vault = new() { Address = "https://vault.acme.example:8200" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<Vaults>(Fleets.Sound));

    [Fact]
    public void Accepts_a_Vault_with_mounts_of_its_own_and_an_authority() => Assert.Empty(Findings(_vault with
    {
        AuthMount = "k8s/berlin", SecretsMount = "secret", Namespace = "ai/platform", CaCertificate = OnPremSamples.Authority,
    }));

    [Theory]
    [InlineData("http://vault.acme.example")]
    [InlineData("https://vault.acme.example/")]
    [InlineData("https://vault.acme.example/v1")]
    [InlineData("vault.acme.example:8200")]
    [InlineData("")]
    public void Rejects_what_is_no_address(string address) => Assert.Equal(
        [
            $"CLU231 error clusters[0].vault.address: \"{address}\" is not the address of a Vault. Allowed: an https URL with a host and " +
            "an optional port, without a path, such as https://vault.example.com:8200.",
        ],
        Findings(_vault with { Address = address }));

    [Fact]
    public void Rejects_an_address_with_a_password_and_does_not_show_it() => Assert.Equal(
        [
            "CLU231 error clusters[0].vault.address: a URL with credentials, which is not shown, is not the address of a Vault. Allowed: " +
            "an https URL with a host and an optional port, without a path, such as https://vault.example.com:8200.",
        ],
        Findings(_vault with { Address = "https://me:hunter2@vault.acme.example" }));

    [Theory]
    [InlineData("/kv")]
    [InlineData("kv/")]
    [InlineData("")]
    [InlineData("a b")]
    public void Rejects_what_is_no_mount(string mount) => Assert.Equal(
        [
            $"CLU231 error clusters[0].vault.secretsMount: \"{mount}\" is not a path in a Vault. Allowed: letters, digits, \".\", \"_\" " +
            "and \"-\", with slashes between them.",
        ],
        Findings(_vault with { SecretsMount = mount }));

    [Fact]
    public void Rejects_an_authority_that_is_no_certificate_and_does_not_show_it() => Assert.Equal(
        [
            "CLU231 error clusters[0].vault.caCertificate: the value contains something other than certificates and is not shown. " +
            "Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Findings(_vault with { CaCertificate = "root" }));

    private static string[] Findings(VaultSpec vault) => Fleets.Findings<Vaults>(Fleets.Of(Fleets.OnPrem with { Vault = vault }));
}
