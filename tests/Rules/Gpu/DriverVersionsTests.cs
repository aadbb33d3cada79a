using Infra.AddOns.Gpu;
using Infra.Rules.Gpu;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;

namespace Infra.Tests.Rules.Gpu;

public class DriverVersionsTests
{
    [Fact]
    public void Accepts_the_default_for_every_GPU() =>
        Assert.Empty(Fleets.Findings<DriverVersions>(Fleets.Of(Installing(new GpuOperator().DriverVersion, "b300", "t4"))));

    [Fact]
    public void Accepts_any_version_where_the_operator_installs_none() =>
        Assert.Empty(
            Fleets.Findings<DriverVersions>(Fleets.Of(Fleets.Eks with { AddOns = [new GpuOperator { DriverVersion = "450.80.02" }] })));

    [Theory]
    [InlineData("b200", "550.54.15", "B200 180 GB", 570)]
    [InlineData("b300", "570.133.20", "B300 288 GB", 580)]
    [InlineData("rtx-pro-6000", "570.133.20", "RTX PRO 6000 96 GB", 575)]
    public void Rejects_a_driver_that_cannot_cut_a_GPU_of_the_cluster(string model, string version, string title, int least) =>
        Assert.Equal(
            [
                $"GPU020 error clusters[0].addOns.gpu-operator.driverVersion: \"{version}\" is too old for MIG on {title}. " +
                $"Allowed: {least} or newer.",
            ],
            Fleets.Findings<DriverVersions>(Fleets.Of(Installing(version, "h100", model))));

    [Theory]
    [InlineData("595.91.07", "too new for V100 32 GB. Allowed: 525 to 580.", "h100", "v100")]
    [InlineData("595.91.07", "too new for V100 32 GB. Allowed: 580 or older.", "t4", "v100")]
    [InlineData(
        "595.91.07", "too new for V100 32 GB. No driver serves all GPUs of the cluster: give each a cluster of its own.", "gb300", "v100")]
    [InlineData("450.80.02", "too old for MIG on H100 80 GB. Allowed: 525 to 580.", "h100", "v100")]
    public void Rejects_a_driver_that_a_GPU_of_the_cluster_has_outlived(string version, string said, params string[] models) =>
        Assert.Equal(
            [$"GPU020 error clusters[0].addOns.gpu-operator.driverVersion: \"{version}\" is {said}"],
            Fleets.Findings<DriverVersions>(Fleets.Of(Installing(version, models))));

    [Fact]
    public void Accepts_an_older_driver_for_a_GPU_that_needs_it() =>
        Assert.Empty(Fleets.Findings<DriverVersions>(Fleets.Of(Installing("580.95.05", "b300", "v100"))));

    [Theory]
    [InlineData("latest")]
    [InlineData("580")]
    [InlineData("580.95.05-ubuntu24.04")]
    public void Rejects_what_is_not_a_release(string version) =>
        Assert.Equal(
            [
                $"GPU020 error clusters[0].addOns.gpu-operator.driverVersion: \"{version}\" is not a driver release. Allowed: a full " +
                "version number, such as 595.91.07.",
            ],
            Fleets.Findings<DriverVersions>(Fleets.Of(Installing(version, "h100"))));

    private static OnPremClusterSpec Installing(string version, params string[] models) => Fleets.OnPrem with
    {
        AddOns = [new GpuOperator { DriverVersion = version }],
        Pools = [.. models.Select(model => Fleets.OnPremPool with { Name = model[..2], Gpu = new GpuSpec { Model = model, Count = 8 } })],
    };
}
