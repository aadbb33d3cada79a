using Infra.Rules.Aks;
using Infra.Specification;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Aks;

public class EphemeralDisksTests
{
    private static PlatformSpec With(string machine, int diskGiB, OsDisk disk = OsDisk.Ephemeral) => Fleets.Of(Fleets.Aks with
    {
        Pools = [Fleets.AksPool with { Machine = machine, DiskGiB = diskGiB, OsDisk = disk }],
    });

    [Fact]
    public void Accepts_managed_disks_of_any_size() =>
        Assert.Empty(Fleets.Findings<EphemeralDisks>(With("Standard_NC24ads_A100_v4", 1024, OsDisk.Managed)));

    [Theory]
    [InlineData("Standard_NC24ads_A100_v4", 64)]
    [InlineData("Standard_ND96isr_H100_v5", 1000)]
    public void Accepts_what_fits(string machine, int diskGiB) => Assert.Empty(Fleets.Findings<EphemeralDisks>(With(machine, diskGiB)));

    [Fact]
    public void Offers_no_more_than_AKS_makes_where_the_machine_has_more() =>
        Assert.Equal(
            [
                "CLU066 error clusters[0].pools[0].diskGiB: diskGiB is 3000, but osDisk is ephemeral and the temporary disk of " +
                "Standard_ND96amsr_A100_v4 has 2900 GiB. Allowed: 50 to 2048, or set osDisk to managed.",
            ],
            Fleets.Findings<EphemeralDisks>(With("Standard_ND96amsr_A100_v4", 3000)));

    [Fact]
    public void Rejects_a_system_that_is_larger_than_the_machines_disk() =>
        Assert.Equal(
            [
                "CLU066 error clusters[0].pools[0].diskGiB: diskGiB is 200, but osDisk is ephemeral and the temporary disk of " +
                "Standard_NC24ads_A100_v4 has 64 GiB. Allowed: 50 to 64, or set osDisk to managed.",
            ],
            Fleets.Findings<EphemeralDisks>(With("Standard_NC24ads_A100_v4", 200)));
}
