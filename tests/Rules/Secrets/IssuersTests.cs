using Infra.Rules.Secrets;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Secrets;

namespace Infra.Tests.Rules.Secrets;

public class IssuersTests
{
    private static readonly IntermediateIssuerSpec _issuer =
        new() { Certificate = SampleAuthorities.Intermediate, KeySecret = "berlin-kubeconfig" };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<Issuers>(Fleets.Sound));

    [Fact]
    public void Accepts_an_authority_that_the_root_has_signed_and_one_of_a_Vault()
    {
        Assert.Empty(Findings(_issuer, SampleAuthorities.Root));
        Assert.Empty(Findings(_issuer, SampleAuthorities.OtherRoot + SampleAuthorities.Root));
        Assert.Empty(Findings(new VaultIssuerSpec { Path = "pki/berlin/sign/platform" }, SampleAuthorities.Root));
    }

    [Fact]
    public void Rejects_an_authority_without_the_root_that_everybody_trusts() => Assert.Equal(
        [
            "CLU233 error clusters[0].issuer: trust.rootCertificate is missing: whoever trusts the fleet trusts the root of its " +
            "authorities. Give its certificate there.",
        ],
        Findings(_issuer, null));

    [Fact]
    public void Rejects_a_certificate_that_may_not_sign() => Assert.Equal(
        [
            "CLU233 error clusters[0].issuer.certificate: the first certificate, CN=leaf, is not that of an authority, so nobody would " +
            "accept what it signs. Allowed: one with the basic constraint CA.",
        ],
        Findings(_issuer with { Certificate = SampleAuthorities.Leaf }, SampleAuthorities.Root));

    [Fact]
    public void Rejects_a_chain_that_leads_elsewhere() => Assert.Equal(
        [
            "CLU233 error clusters[0].issuer.certificate: the first certificate, CN=acme-prod-berlin, does not lead to CN=Another root. " +
            "Add the certificates between the two, or correct trust.rootCertificate.",
        ],
        Findings(_issuer, SampleAuthorities.OtherRoot));

    [Fact]
    public void Rejects_a_private_key_in_place_of_the_certificate_and_does_not_show_it() => Assert.Equal(
        [
            "CLU233 error clusters[0].issuer.certificate: the value contains something other than certificates and is not shown. " +
            "Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Findings(
            _issuer with { Certificate = SampleAuthorities.Intermediate + SampleAuthorities.IntermediateKey }, SampleAuthorities.Root));

    [Fact]
    public void Rejects_a_Vault_that_the_cluster_does_not_name() => Assert.Equal(
        ["CLU233 error clusters[0].issuer.kind: the cluster names no Vault. Describe it under vault."],
        Findings(new VaultIssuerSpec { Path = "pki/sign/platform" }, SampleAuthorities.Root, vault: null));

    [Theory]
    [InlineData("pki")]
    [InlineData("pki/issue/platform")]
    [InlineData("/sign/platform")]
    [InlineData("pki/sign/")]
    public void Rejects_a_path_at_which_no_Vault_signs(string path) => Assert.Equal(
        [
            $"CLU233 error clusters[0].issuer.path: \"{path}\" is not where a Vault signs. Allowed: <mount>/sign/<role>, such as " +
            "pki-berlin/sign/platform.",
        ],
        Findings(new VaultIssuerSpec { Path = path }, SampleAuthorities.Root));

    [Fact]
    public void Knows_the_key_of_a_certificate()
    {
        Assert.True(CertificateChain.HasKey(SampleAuthorities.Intermediate, SampleAuthorities.IntermediateKey));
        Assert.False(CertificateChain.HasKey(SampleAuthorities.Root, SampleAuthorities.IntermediateKey));
        Assert.False(CertificateChain.HasKey(SampleAuthorities.Intermediate, "no key"));
    }

    private static string[] Findings(IssuerSpec issuer, string? root, string? vault = "https://vault.acme.example") => Findings(
        Fleets.OnPrem with { Issuer = issuer, Vault = vault is null ? null : new() { Address = vault } }, root);

    private static string[] Findings(ClusterSpec cluster, string? root) =>
        Fleets.Findings<Issuers>(Fleets.Of(cluster) with { Trust = new() { RootCertificate = root } });
}
