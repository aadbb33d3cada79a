using Infra.Rules.Eks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Eks;

public class MirrorWhereIsolatedTests
{
    [Fact]
    public void Accepts_isolated_nodes_with_a_mirror() =>
        Assert.Empty(Fleets.Findings<MirrorWhereIsolated>(
            Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Egress = EksEgress.Isolated } })));

    [Fact]
    public void Rejects_isolated_nodes_without_a_mirror() =>
        Assert.Equal(
            [
                "SOV005 error clusters[0].network.egress: isolated nodes cannot reach the public registries. Set " +
                "sovereignty.registry to your mirror, or egress to nat-per-zone or nat-single.",
            ],
            Fleets.Findings<MirrorWhereIsolated>(
                Fleets.Of(Fleets.Eks with { Network = Fleets.Eks.Network with { Egress = EksEgress.Isolated } }) with
                {
                    Sovereignty = Fleets.Sovereignty with { Registry = null },
                }));
}
