using Infra.Rules.Gpu;
using Infra.Specification.Gpu;

namespace Infra.Tests.Rules.Gpu;

public class MigProfilesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<MigProfiles>(Fleets.Sound));

    [Fact]
    public void Accepts_a_profile_of_the_model() =>
        Assert.Empty(Fleets.Findings<MigProfiles>(
            Fleets.Of(Fleets.Aks with
            {
                Pools = [Fleets.AksPool with { Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.12gb" } } }],
            })));

    [Fact]
    public void Rejects_a_profile_of_another_model() =>
        Assert.Equal(
            [
                "GPU003 error clusters[0].pools[0].gpu.sharing.profile: H100 NVL 94 GB has no MIG profile \"1g.5gb\". Allowed: " +
                "1g.12gb, 1g.24gb, 2g.24gb, 3g.47gb, 4g.47gb, 7g.94gb.",
            ],
            Fleets.Findings<MigProfiles>(
                Fleets.Of(Fleets.Aks with
                {
                    Pools = [Fleets.AksPool with { Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.5gb" } } }],
                })));

    [Fact]
    public void Rejects_a_model_without_MIG() =>
        Assert.Equal(
            [
                "GPU003 error clusters[0].pools[0].gpu.sharing.mode: L40S 48 GB does not support MIG. Allowed: exclusive, time-slicing, " +
                "mps.",
            ],
            Fleets.Findings<MigProfiles>(
                Fleets.Of(Fleets.Eks with
                {
                    Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Sharing = new MigGpu { Profile = "1g.10gb" } } }],
                })));
}
