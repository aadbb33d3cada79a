using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class RegistryFormatTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<RegistryFormat>(Fleets.Sound));

    [Fact]
    public void Accepts_a_host_with_a_port() =>
        Assert.Empty(Fleets.Findings<RegistryFormat>(
            Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = "registry.acme.example:5000" } }));

    [Theory]
    [InlineData("mirror")]
    [InlineData("mirror/acme")]
    [InlineData("registry.acme.example:99999")]
    [InlineData("registry.acme.example:0")]
    [InlineData("registry..acme.example")]
    [InlineData("registry-.acme.example")]
    public void Rejects_what_would_be_read_otherwise(string registry) =>
        Assert.Equal(
            [
                $"SOV007 error sovereignty.registry: \"{registry}\" is not a valid registry. Allowed: a host with an optional port and " +
                "path, in lower case and without a scheme, such as registry.example.com/mirror.",
            ],
            Fleets.Findings<RegistryFormat>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = registry } }));

    [Fact]
    public void Rejects_a_scheme() =>
        Assert.Equal(
            [
                "SOV007 error sovereignty.registry: \"https://registry.acme.example\" is not a valid registry. Allowed: a host with an " +
                "optional port and path, in lower case and without a scheme, such as registry.example.com/mirror.",
            ],
            Fleets.Findings<RegistryFormat>(
                Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = "https://registry.acme.example" } }));
}
