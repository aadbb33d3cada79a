using Infra.Rules.Aks;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules.Aks;

public class NodeAuthoritiesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<NodeAuthorities>(Fleets.Sound));

    [Fact]
    public void Accepts_ten_certificates() => Assert.Empty(Findings(10));

    [Fact]
    public void Rejects_eleven() => Assert.Equal(
        [
            "CLU230 error sovereignty.registryAccess.caCertificate: 11 certificates, but the nodes of clusters[1] take at most 10. Give " +
            "only those of the authorities that issue the mirror's certificate.",
        ],
        Findings(11));

    private static string[] Findings(int certificates) => Fleets.Findings<NodeAuthorities>(Fleets.Sound with
    {
        Sovereignty = Fleets.Sovereignty with
        {
            Registry = "registry.acme.example",
            RegistryAccess = new() { CaCertificate = string.Concat(Enumerable.Repeat(OnPremSamples.Authority, certificates)) },
        },
    });
}
