using Infra.Rules.Pools;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Pools;

public class KnownMachinesTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<KnownMachines>(Fleets.Sound));

    [Fact]
    public void Rejects_a_size_that_the_family_lacks() =>
        Assert.Equal(
            [
                "CLU014 error clusters[0].pools[0].machine: \"g6e.13xlarge\" is not an AWS machine type in the catalogue. Allowed in " +
                "that family: g6e.12xlarge, g6e.16xlarge, g6e.24xlarge, g6e.2xlarge, g6e.48xlarge, g6e.4xlarge, g6e.8xlarge, g6e.xlarge.",
            ],
            Fleets.Findings<KnownMachines>(Fleets.Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Machine = "g6e.13xlarge" }] })));

    [Fact]
    public void Rejects_a_misspelt_machine_of_Azure() =>
        Assert.Equal(
            [
                "CLU014 error clusters[0].pools[0].machine: \"Standard_NC40ads_H100_v6\" is not an Azure machine type in the catalogue. " +
                "Did you mean \"Standard_NC40ads_H100_v5\"? Allowed: Standard_D16ds_v5, Standard_D2ds_v5, Standard_D32ds_v5, " +
                "Standard_D4ds_v5, Standard_D8ds_v5, Standard_E16ds_v5, Standard_E2ds_v5, Standard_E32ds_v5, Standard_E4ds_v5, " +
                "Standard_E8ds_v5, Standard_NC16as_T4_v3, Standard_NC24ads_A100_v4, Standard_NC40ads_H100_v5, Standard_NC48ads_A100_v4, " +
                "Standard_NC4as_T4_v3, Standard_NC64as_T4_v3, Standard_NC80adis_H100_v5, Standard_NC8as_T4_v3, Standard_NC96ads_A100_v4, " +
                "Standard_ND96amsr_A100_v4 and 4 more.",
            ],
            Fleets.Findings<KnownMachines>(
                Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { Machine = "Standard_NC40ads_H100_v6" }] })));

    [Fact]
    public void Rejects_a_confidential_GPU_with_the_reason() =>
        Assert.Equal(
            [
                "CLU014 error clusters[0].pools[0].machine: \"Standard_NCC40ads_H100_v5\" has a confidential GPU, and no page of AKS " +
                "says that a node with one works, or who installs a driver there that attestation accepts. The same GPU without that: " +
                "Standard_NC40ads_H100_v5.",
            ],
            Fleets.Findings<KnownMachines>(
                Fleets.Of(Fleets.Aks with { Pools = [Fleets.AksPool with { Machine = "Standard_NCC40ads_H100_v5" }] })));

    [Fact]
    public void Rejects_Neuron_devices_in_the_system_pool() =>
        Assert.Equal(
            [
                "CLU014 error clusters[0].systemPool.machine: \"inf2.xlarge\" has Neuron devices, but the system pool must have none. " +
                "Allowed: a machine type without GPUs and Neuron devices, such as m7i.xlarge.",
            ],
            Fleets.Findings<KnownMachines>(Fleets.Of(Fleets.Eks with { SystemPool = new SystemPoolSpec { Machine = "inf2.xlarge" } })));

    [Fact]
    public void Rejects_GPUs_in_the_system_pool() =>
        Assert.Equal(
            [
                "CLU014 error clusters[0].systemPool.machine: \"g5.xlarge\" has GPUs, but the system pool must have none. Allowed: a " +
                "machine type without GPUs, such as m7i.xlarge.",
            ],
            Fleets.Findings<KnownMachines>(Fleets.Of(Fleets.Eks with { SystemPool = new SystemPoolSpec { Machine = "g5.xlarge" } })));
}
