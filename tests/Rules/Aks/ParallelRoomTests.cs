using Infra.Rules.Aks;
using Infra.Specification;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Aks;

public class ParallelRoomTests
{
    private static PlatformSpec With(string cidr, int capacityTiB, int? throughput = null) => Fleets.Of(Fleets.Aks with
    {
        Network = Fleets.Aks.Network with { Cidr = cidr },
        Storage = new StorageSpec { Parallel = new() { CapacityTiB = capacityTiB, Throughput = throughput } },
    });

    [Theory]
    [InlineData("10.20.0.0/24", 40)]
    [InlineData("10.20.0.0/22", 192)]
    [InlineData("10.20.0.0/16", 1024)]
    public void Accepts_a_network_whose_quarter_holds_the_servers(string cidr, int capacityTiB) =>
        Assert.Empty(Fleets.Findings<ParallelRoom>(With(cidr, capacityTiB)));

    [Fact]
    public void Rejects_a_network_that_is_too_small_for_the_file_system() =>
        Assert.Equal(
            [
                "CLU068 error clusters[0].network.cidr: a quarter of \"10.20.0.0/24\" is reserved for the parallel file system, but 48 " +
                "TiB need a /25. Give at least a /23, or lower storage.parallel.capacityTiB.",
            ],
            Fleets.Findings<ParallelRoom>(With("10.20.0.0/24", 48)));

    [Fact]
    public void Rejects_a_network_that_is_too_small_for_what_is_sold() =>
        Assert.Equal(
            [
                "CLU068 error clusters[0].network.cidr: a quarter of \"10.20.0.0/24\" is reserved for the parallel file system, but 48 " +
                "TiB need a /25. Give at least a /23, or lower storage.parallel.capacityTiB.",
            ],
            Fleets.Findings<ParallelRoom>(With("10.20.0.0/24", 8, throughput: 40)));
}
