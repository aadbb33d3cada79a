using Infra.Rules.Gpu;
using Infra.Specification;

namespace Infra.Tests.Rules.Gpu;

public class DriverOwnersTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<DriverOwners>(Fleets.Sound));

    [Fact]
    public void Accepts_the_driver_of_Azure() =>
        Assert.Empty(Fleets.Findings<DriverOwners>(
            Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { Gpu = new GpuSpec { Driver = GpuDriverOwner.NodeImage } }] })));

    [Fact]
    public void Accepts_the_driver_of_a_host() =>
        Assert.Empty(Fleets.Findings<DriverOwners>(
            Fleets.Of(Fleets.OnPrem with
            {
                Pools = [Fleets.OnPremPool with { Gpu = new GpuSpec { Model = "h100", Count = 8, Driver = GpuDriverOwner.NodeImage } }],
            })));

    [Fact]
    public void Rejects_the_operator_on_EKS() =>
        Assert.Equal(
            [
                "GPU005 error clusters[0].pools[0].gpu.driver: the NVIDIA AMI of EKS brings the driver, and two drivers on one " +
                "node break it. Allowed on eks: node-image, or leave it out.",
            ],
            Fleets.Findings<DriverOwners>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Driver = GpuDriverOwner.Operator } }] })));

    [Fact]
    public void Rejects_the_host_on_OpenShift() =>
        Assert.Equal(
            [
                "GPU005 error clusters[0].pools[0].gpu.driver: on OpenShift the operator that OLM installs owns the driver. " +
                "Allowed: operator, or leave it out.",
            ],
            Fleets.Findings<DriverOwners>(
                Fleets.Of(Fleets.OnPrem with
                {
                    Distribution = Distribution.OpenShift,
                    Pools = [Fleets.OnPremPool with
                    {
                        Gpu = new GpuSpec { Model = "h100", Count = 8, Driver = GpuDriverOwner.NodeImage },
                    }],
                })));

    [Fact]
    public void Rejects_two_owners_on_one_cluster() =>
        Assert.Equal(
            [
                "GPU005 error clusters[0].pools: some pools leave the driver to the node image and some to the operator; one GPU " +
                "Operator serves the cluster, with one setting. Allowed: the same gpu.driver for all GPU pools of a cluster.",
            ],
            Fleets.Findings<DriverOwners>(
                Fleets.Of(Fleets.Aks with
                {
                    Pools = [Fleets.AksPool, Fleets.AksPool with
                    {
                        Name = "second",
                        Gpu = new GpuSpec { Driver = GpuDriverOwner.NodeImage },
                    }],
                })));
}
