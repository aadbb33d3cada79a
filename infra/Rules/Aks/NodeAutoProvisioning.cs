using Infra.Catalogue;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;

namespace Infra.Rules.Aks;

/// <summary>CLU114: a pool of Karpenter on AKS asks for nothing that node auto-provisioning does not do.</summary>
public sealed class NodeAutoProvisioning : ISpecRule
{
    // hack/validation/labels.sh of Azure/karpenter-provider-azure.
    private static readonly string[] _labels = ["accelerator", "agentpool", "storageprofile", "storagetier"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<AksClusterSpec>())
        {
            foreach (var pool in cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Karpenter))
            {
                // charts/karpenter/values.yaml of Azure/karpenter-provider-azure, at reservedCapacity.
                if (pool.Capacity == Capacity.Reserved)
                {
                    yield return Finding.Error(
                        "CLU114", $"{pool.Path}.capacity",
                        "Karpenter on AKS uses no reservations. Allowed with karpenter: on-demand, spot; for reserved machines, set " +
                        "provisioner to managed.");
                }

                // One placement group of one scale set (https://learn.microsoft.com/azure/virtual-machines/sizes-hpc, in Azure/AKS#1947).
                if (pool.Interconnect == Interconnect.InfiniBand)
                {
                    yield return Finding.Error(
                        "CLU114", $"{pool.Path}.interconnect",
                        "InfiniBand connects the machines of one scale set, but Karpenter on AKS starts each machine by itself. Leave " +
                        "interconnect out, or set provisioner to managed.");
                }

                // https://learn.microsoft.com/azure/aks/node-auto-provisioning#kubernetes-upgrade-behavior-for-node-auto-provisioning-nodes
                if (pool.Version is { } version && version != cluster.Version)
                {
                    yield return Finding.Error(
                        "CLU114", $"{pool.Path}.version",
                        $"version is {version}, but Karpenter on AKS gives nodes the version of the control plane. Leave version out.") with
                    {
                        ComparedWith = [$"{cluster.Path}.version"],
                    };
                }

                foreach (var label in _labels.Where(pool.Labels.ContainsKey))
                {
                    yield return Finding.Error(
                        "CLU114", $"{pool.Path}.labels.{label}",
                        $"\"{label}\" is a label that AKS sets itself and refuses in a NodePool. Leave it out.");
                }

                // UseEphemeralDisk in pkg/providers/instancetype of Azure/karpenter-provider-azure.
                if (pool.OsDisk == OsDisk.Ephemeral)
                {
                    yield return Finding.Error(
                        "CLU114", $"{pool.Path}.osDisk",
                        "with Karpenter, AKS itself puts the OS disk on the host wherever diskGiB fits there, and uses a managed disk " +
                        "elsewhere. Leave osDisk out.");
                }
            }
        }
    }
}
