using Infra.Catalogue;
using Infra.Rules.Aks;
using Infra.Specification.Pools;

namespace Infra.Tests.Rules.Aks;

public class NodeAutoProvisioningTests
{
    private static readonly AksNodePoolSpec _pool = Fleets.AksPool with { Provisioner = Provisioner.Karpenter };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<NodeAutoProvisioning>(Fleets.Sound));

    [Fact]
    public void Accepts_spot_machines_and_the_version_of_the_cluster() => Assert.Empty(
        Of(_pool with { Capacity = Capacity.Spot, Fallbacks = [Capacity.OnDemand], Version = "1.35", DiskGiB = 500, Zones = ["1"] }));

    [Fact]
    public void Accepts_all_of_it_of_a_managed_pool() => Assert.Empty(Of(Fleets.AksPool with
    {
        Capacity = Capacity.Reserved, Interconnect = Interconnect.InfiniBand, Version = "1.34", OsDisk = OsDisk.Ephemeral,
    }));

    [Fact]
    public void Rejects_reserved_machines() => Assert.Equal(
        [
            "CLU114 error clusters[0].pools[0].capacity: Karpenter on AKS uses no reservations. Allowed with karpenter: on-demand, spot; " +
            "for reserved machines, set provisioner to managed.",
        ],
        Of(_pool with { Capacity = Capacity.Reserved }));

    [Fact]
    public void Rejects_InfiniBand() => Assert.Equal(
        [
            "CLU114 error clusters[0].pools[0].interconnect: InfiniBand connects the machines of one scale set, but Karpenter on AKS " +
            "starts each machine by itself. Leave interconnect out, or set provisioner to managed.",
        ],
        Of(_pool with { Machine = "Standard_ND96isr_H100_v5", Interconnect = Interconnect.InfiniBand }));

    [Fact]
    public void Rejects_a_version_of_its_own() => Assert.Equal(
        [
            "CLU114 error clusters[0].pools[0].version: version is 1.34, but Karpenter on AKS gives nodes the version of the control " +
            "plane. Leave version out.",
        ],
        Of(_pool with { Version = "1.34" }));

    [Fact]
    public void Rejects_labels_that_AKS_refuses_in_a_NodePool() => Assert.Equal(
        [
            "CLU114 error clusters[0].pools[0].labels.accelerator: \"accelerator\" is a label that AKS sets itself and refuses in a " +
            "NodePool. Leave it out.",
            "CLU114 error clusters[0].pools[0].labels.agentpool: \"agentpool\" is a label that AKS sets itself and refuses in a " +
            "NodePool. Leave it out.",
        ],
        Of(_pool with { Labels = _pool.Labels.Add("agentpool", "chat").Add("accelerator", "t4").Add("team", "chat") }));

    [Fact]
    public void Rejects_a_choice_of_the_disk() => Assert.Equal(
        [
            "CLU114 error clusters[0].pools[0].osDisk: with Karpenter, AKS itself puts the OS disk on the host wherever diskGiB fits " +
            "there, and uses a managed disk elsewhere. Leave osDisk out.",
        ],
        Of(_pool with { OsDisk = OsDisk.Ephemeral }));

    private static string[] Of(AksNodePoolSpec pool) =>
        Fleets.Findings<NodeAutoProvisioning>(Fleets.Of(Fleets.Aks with { Pools = [pool] }));
}
