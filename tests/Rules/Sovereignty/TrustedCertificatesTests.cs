using Infra.Rules.Sovereignty;
using Infra.Tests.Components.Clusters.OnPrem;
using Infra.Tests.Rules.Secrets;

namespace Infra.Tests.Rules.Sovereignty;

public class TrustedCertificatesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<TrustedCertificates>(Fleets.Sound));

    [Fact]
    public void Accepts_several_certificates() => Assert.Empty(Findings(OnPremSamples.Authority + OnPremSamples.Authority));

    [Theory]
    [InlineData("")]
    [InlineData("acme-root")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData(OnPremSamples.Authority + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Rejects_what_is_no_certificate_and_does_not_show_it(string pem) => Assert.Equal(
        [
            "SOV115 error trust.certificates: the value contains something other than certificates and is not shown. Allowed: PEM " +
            "certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Findings(pem));

    [Fact]
    public void Accepts_roots_of_which_one_replaces_the_other() =>
        Assert.Empty(Roots(SampleAuthorities.Root + SampleAuthorities.OtherRoot));

    [Theory]
    [InlineData(SampleAuthorities.Intermediate, "CN=acme-prod-berlin")]
    [InlineData(SampleAuthorities.Leaf, "CN=leaf")]
    public void Rejects_a_root_that_another_has_issued(string pem, string subject) => Assert.Equal(
        [
            $"SOV115 error trust.rootCertificate: {subject} is not a root: it is issued by CN=ACME platform root, or may not sign " +
            "others. Allowed: certificates of authorities that have signed themselves.",
        ],
        Roots(pem));

    [Fact]
    public void Rejects_a_root_that_is_no_certificate() => Assert.Equal(
        [
            "SOV115 error trust.rootCertificate: the value contains something other than certificates and is not shown. Allowed: PEM " +
            "certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Roots("acme-root"));

    private static string[] Roots(string pem) =>
        Fleets.Findings<TrustedCertificates>(Fleets.Sound with { Trust = new() { RootCertificate = pem } });

    private static string[] Findings(string pem) =>
        Fleets.Findings<TrustedCertificates>(Fleets.Sound with { Trust = new() { Certificates = pem } });
}
