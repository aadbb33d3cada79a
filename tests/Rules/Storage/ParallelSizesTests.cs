using Infra.Rules.Storage;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Storage;

public class ParallelSizesTests
{
    private static readonly StorageSpec _sized = new() { Parallel = new() { CapacityTiB = 12 } };

    [Fact]
    public void Accepts_the_size_of_the_file_system_that_AKS_shares_out() =>
        Assert.Empty(Fleets.Findings<ParallelSizes>(Fleets.Of(Fleets.Aks with { Storage = _sized })));

    [Fact]
    public void Rejects_a_size_where_each_claim_has_its_own() => Assert.Equal(
        [
            "CLU060 error clusters[0].storage.parallel.capacityTiB: capacityTiB is 12, but it applies only to AKS: on EKS each claim " +
            "gets its own file system. Leave it out.",
        ],
        Fleets.Findings<ParallelSizes>(Fleets.Of(Fleets.Eks with { Storage = _sized })));

    [Fact]
    public void Rejects_the_size_of_storage_that_exists() => Assert.Equal(
        [
            "CLU060 error clusters[0].storage.parallel.capacityTiB: capacityTiB is 12, but it applies only to AKS: on-prem storage " +
            "already exists. Leave it out.",
        ],
        Fleets.Findings<ParallelSizes>(Fleets.Of(Fleets.OnPrem with { Storage = _sized })));
}
