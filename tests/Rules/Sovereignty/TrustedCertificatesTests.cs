using Infra.Rules.Sovereignty;
using Infra.Tests.Components.Clusters.OnPrem;

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

    private static string[] Findings(string pem) =>
        Fleets.Findings<TrustedCertificates>(Fleets.Sound with { Trust = new() { Certificates = pem } });
}
