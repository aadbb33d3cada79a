using Infra.Catalogue;
using Infra.Rules.Gpu;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

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
                "GPU005 error clusters[0].pools[0].gpu.driver: the NVIDIA AMI of EKS already includes the driver, and a second driver " +
                "would break the node. Allowed: node-image, or leave it out.",
            ],
            Fleets.Findings<DriverOwners>(
                Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Gpu = new GpuSpec { Driver = GpuDriverOwner.Operator } }] })));

    [Fact]
    public void Rejects_the_host_on_OpenShift() =>
        Assert.Equal(
            [
                "GPU005 error clusters[0].pools[0].gpu.driver: on OpenShift the GPU Operator that OLM installs manages the driver. " +
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
                "GPU005 error clusters[0].pools: the GPU pools disagree on who installs the driver (inference operator, second " +
                "node-image), but one GPU Operator with one setting serves the whole cluster. Allowed: the same gpu.driver for all GPU " +
                "pools of a cluster.",
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

    [Fact]
    public void Accepts_a_virtual_GPU_with_the_driver_that_comes_with_it() =>
        Assert.Empty(Fleets.Findings<DriverOwners>(Fleets.Of(Fleets.Aks with { Pools = [Virtual] })));

    [Fact]
    public void Rejects_the_operator_on_a_virtual_GPU() =>
        Assert.Equal(
            [
                "GPU005 error clusters[0].pools[0].gpu.driver: Standard_NV36ads_A10_v5 has a virtual GPU, whose driver only Azure " +
                "provides. Allowed: node-image, or leave it out.",
            ],
            Fleets.Findings<DriverOwners>(
                Fleets.Of(Fleets.Aks with { Pools = [Virtual with { Gpu = new GpuSpec { Driver = GpuDriverOwner.Operator } }] })));

    [Fact]
    public void Rejects_a_virtual_GPU_beside_pools_of_the_operator() =>
        Assert.Equal(
            [
                "GPU005 error clusters[0].pools: the GPU pools disagree on who installs the driver (inference operator, virtual " +
                "node-image), but one GPU Operator with one setting serves the whole cluster. Allowed: the same gpu.driver for all GPU " +
                "pools of a cluster.",
            ],
            Fleets.Findings<DriverOwners>(Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool, Virtual] })));

    private static AksNodePoolSpec Virtual => Fleets.AksPool with { Name = "virtual", Machine = "Standard_NV36ads_A10_v5" };
}
