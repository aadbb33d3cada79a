using Infra.Rules.Aks;
using Infra.Specification;

namespace Infra.Tests.Rules.Aks;

public class SystemDisksTests
{
    private static PlatformSpec With(int diskGiB) => Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { DiskGiB = diskGiB }] });

    [Fact]
    public void Accepts_the_largest_disk_of_AKS() => Assert.Empty(Fleets.Findings<SystemDisks>(With(2048)));

    [Fact]
    public void Accepts_a_larger_disk_on_EKS() =>
        Assert.Empty(Fleets.Findings<SystemDisks>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { DiskGiB = 4000 }] })));

    [Fact]
    public void Rejects_a_disk_that_AKS_does_not_make() => Assert.Equal(
        [
            "CLU080 error clusters[0].pools[0].diskGiB: diskGiB is 2049. Allowed for an OS disk on AKS: 50 to 2048; data and models " +
            "belong on a volume.",
        ],
        Fleets.Findings<SystemDisks>(With(2049)));
}
