using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Sovereignty;

public class MirrorWherePrivateTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MirrorWherePrivate>(Fleets.Sound));

    [Fact]
    public void Accepts_public_endpoints_with_public_sources() =>
        Assert.Empty(Fleets.Findings<MirrorWherePrivate>(
            Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = null, Endpoints = EndpointAccess.Public } }));

    [Fact]
    public void Rejects_silence_about_public_sources() =>
        Assert.Equal(
            [
                "SOV006 warning sovereignty.registry: registry is not set; endpoints are private, but charts and images still come from " +
                "public sources. Name a mirror, for example registry.example.com/mirror.",
            ],
            Fleets.Findings<MirrorWherePrivate>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Registry = null } }));

    [Fact]
    public void Leaves_an_isolated_cluster_to_the_error_about_it() =>
        Assert.Empty(Fleets.Findings<MirrorWherePrivate>(
            Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Egress = EksEgress.Isolated } })
                with { Sovereignty = Fleets.Sovereignty with { Registry = null } }));
}
