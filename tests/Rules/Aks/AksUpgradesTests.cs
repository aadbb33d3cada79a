using Infra.Rules.Aks;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Aks;

public class AksUpgradesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AksUpgrades>(Fleets.Sound));

    [Fact]
    public void Accepts_patches_of_the_stack_s_version() =>
        Assert.Empty(Fleets.Findings<AksUpgrades>(
            Fleets.Of(Fleets.Aks with { UpgradeChannel = AksUpgradeChannel.Patch, ImageCleanerHours = 24 })));

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("1%")]
    [InlineData("100%")]
    public void Accepts_a_number_or_a_share_of_nodes(string surge) => Assert.Empty(Surge(surge, Capacity.OnDemand));

    [Theory]
    [InlineData(AksUpgradeChannel.Stable, "stable")]
    [InlineData(AksUpgradeChannel.Rapid, "rapid")]
    public void Rejects_a_channel_that_leaves_the_stack_s_version_behind(AksUpgradeChannel channel, string name) =>
        Assert.Equal(
            [
                $"CLU088 error clusters[0].upgradeChannel: {name} would upgrade the cluster beyond the version in the stack; the next " +
                "pulumi up would then ask for a downgrade, which AKS refuses. Allowed: none, patch.",
            ],
            Fleets.Findings<AksUpgrades>(Fleets.Of(Fleets.Aks with { UpgradeChannel = channel })));

    [Theory]
    [InlineData(23)]
    [InlineData(2161)]
    public void Rejects_an_interval_of_the_image_cleaner_that_AKS_does_not_take(int hours) =>
        Assert.Equal(
            [$"CLU088 error clusters[0].imageCleanerHours: imageCleanerHours is {hours}. Allowed: 24 to 2160."],
            Fleets.Findings<AksUpgrades>(Fleets.Of(Fleets.Aks with { ImageCleanerHours = hours })));

    [Theory]
    [InlineData("a third")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("")]
    public void Rejects_a_surge_that_is_no_number_and_no_share(string surge) =>
        Assert.Equal(
            [
                $"CLU088 error clusters[0].pools[0].maxSurge: \"{surge}\" is neither a number of nodes nor a percentage. Allowed: \"0\" " +
                "to \"9999\", or \"1%\" to \"100%\".",
            ],
            Surge(surge, Capacity.OnDemand));

    [Fact]
    public void Rejects_a_surge_of_spot_machines() =>
        Assert.Equal(
            ["CLU088 error clusters[0].pools[0].maxSurge: AKS does not accept maxSurge for a spot pool. Leave it out."],
            Surge("1", Capacity.Spot));

    [Fact]
    public void Rejects_a_surge_of_Karpenter() =>
        Assert.Equal(
            [
                "CLU088 error clusters[0].pools[0].maxSurge: Karpenter replaces a tenth of its nodes at a time, and starts the new ones " +
                "first. Leave maxSurge out.",
            ],
            Fleets.Findings<AksUpgrades>(Fleets.Of(Fleets.Aks with
            {
                Pools = [Fleets.AksPool with { MaxSurge = "1", Provisioner = Provisioner.Karpenter }],
            })));

    private static string[] Surge(string surge, Capacity capacity) => Fleets.Findings<AksUpgrades>(
        Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { MaxSurge = surge, Capacity = capacity }] }));
}
