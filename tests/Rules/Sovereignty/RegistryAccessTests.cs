using Infra.Rules.Sovereignty;
using Infra.Specification.Registries;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.Sovereignty;

public class RegistryAccessTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<RegistryAccess>(Fleets.Sound));

    [Fact]
    public void Accepts_a_login_and_an_authority_of_the_mirror() => Assert.Empty(
        Findings(new() { CredentialsSecret = "mirror", CaCertificate = OnPremSamples.Authority }, "registry.acme.example"));

    [Fact]
    public void Rejects_a_login_where_there_is_no_mirror() => Assert.Equal(
        [
            "CLU163 error sovereignty.registryAccess: registryAccess is given, but registry names no mirror. Name it there, or leave " +
            "registryAccess out.",
        ],
        Findings(new() { CredentialsSecret = "mirror" }, null));

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Rejects_an_authority_that_is_no_certificate_and_does_not_show_it(string authority) => Assert.Equal(
        [
            "CLU163 error sovereignty.registryAccess.caCertificate: the value contains something other than certificates and is not " +
            "shown. Allowed: PEM certificates, each starting with -----BEGIN CERTIFICATE-----.",
        ],
        Findings(new() { CaCertificate = authority }, "registry.acme.example"));

    private static string[] Findings(RegistryAccessSpec access, string? mirror) => Fleets.Findings<RegistryAccess>(
        Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = mirror, RegistryAccess = access } });
}
