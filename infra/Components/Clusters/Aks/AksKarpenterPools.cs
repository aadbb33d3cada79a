using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.Catalogue;
using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Components.Clusters.Aks;

/// <summary>The objects that describe the pools of an AKS cluster to Karpenter, which AKS runs itself as node auto-provisioning: for each
/// pool an AKSNodeClass, which describes the machine, and a NodePool, which says how many there may be and when they are removed. Pure.
/// Versions and images are those of AKS: nodes follow the control plane, and a new image once its maintenance window has begun
/// (https://learn.microsoft.com/azure/aks/node-auto-provisioning-upgrade-image).</summary>
internal static class AksKarpenterPools
{
    private const string Group = "karpenter.azure.com";
    private const string NodeClassKind = "AKSNodeClass";

    /// <summary>The objects of all pools; each NodePool after its node class.</summary>
    public static IEnumerable<JsonObject> Manifests(AksScope scope) =>
        from pool in Pools(scope)
        from manifest in new[] { NodeClass(scope, pool), NodePool(scope, pool) }
        select manifest;

    // The cluster autoscaler does not run beside Karpenter: Karpenter adds what the system pool needs beyond its fixed size.
    private static IEnumerable<AksNodePoolSpec> Pools(AksScope scope)
    {
        var own = scope.Cluster.Pools.Where(pool => pool.Provisioner == Provisioner.Karpenter).ToList();
        var (system, more) = (scope.Cluster.SystemPool, scope.Cluster.SystemPool.Max - scope.Cluster.SystemPool.Min);
        return own.Count == 0 || more <= 0 ? own : own.Prepend(new AksNodePoolSpec
        {
            Name = NodeConventions.SystemPool,
            Machine = scope.Cluster.SystemMachine,
            Max = system.Max - system.Min,
            DiskGiB = scope.Cluster.SystemDiskGiB,
            Taints = [NodeConventions.OfSystemPool],
        });
    }

    private static JsonObject NodeClass(AksScope scope, AksNodePoolSpec pool)
    {
        var spec = new JsonObject
        {
            ["imageFamily"] = "Ubuntu",
            // On the host where it fits there, otherwise on a managed disk with the cluster's disk encryption set (UseEphemeralDisk in
            // pkg/providers/instancetype of Azure/karpenter-provider-azure).
            ["osDiskSizeGB"] = pool.DiskGiB,
            ["security"] = new JsonObject { ["encryptionAtHost"] = true },
            ["tags"] = KarpenterNodePool.Map(scope.Tags.Add("ai-platform-pool", pool.Name).OrderBy(tag => tag.Key, StringComparer.Ordinal)),
        };
        if (new AksFacts(scope.Cluster).Gpu(pool) is { } gpu)
        {
            spec["gpu"] = new JsonObject { ["mode"] = gpu.DriverOwner == GpuDriverOwner.Operator ? "None" : "Driver" };
        }

        return KubernetesObject.Of($"{Group}/v1beta1", NodeClassKind, pool.Name, spec);
    }

    private static JsonObject NodePool(AksScope scope, AksNodePoolSpec pool)
    {
        var gpu = new AksFacts(scope.Cluster).Gpu(pool);
        ImmutableArray<MachineType> machines =
            [.. pool.Alternatives.Prepend(pool.Machine).Select(name => AzureProfile.Profile.Machines[name])];
        var spec = new JsonObject
        {
            ["nodeClassRef"] = new JsonObject { ["group"] = Group, ["kind"] = NodeClassKind, ["name"] = pool.Name },
            ["requirements"] = Requirements(scope, pool),
            // Nodes with a new image replace those with an old one, so none has to expire, which would end running jobs. And without a
            // terminationGracePeriod, a pod that must not be disrupted keeps its node for as long as it runs; with one, it would lose it at
            // the next image (eventualDisruptionCandidate in pkg/controllers/disruption of kubernetes-sigs/karpenter).
            ["expireAfter"] = "Never",
            // Until the network of the node works (https://karpenter.sh/docs/concepts/nodepools/#cilium-startup-taint).
            ["startupTaints"] = KarpenterNodePool.Taints(
                [new TaintSpec { Key = "node.cilium.io/agent-not-ready", Value = "true", Effect = TaintEffect.NoExecute }]),
        };
        if (AksNodeSettings.TaintsOf(pool, gpu) is { IsEmpty: false } taints)
        {
            spec["taints"] = KarpenterNodePool.Taints(taints);
        }

        return KubernetesObject.Of("karpenter.sh/v1", "NodePool", pool.Name, new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = KarpenterNodePool.Map(Labels(pool, gpu)) },
                ["spec"] = spec,
            },
            ["limits"] = KarpenterNodePool.Limits(machines, pool.Max, gpu),
            ["disruption"] = new JsonObject
            {
                ["budgets"] = new JsonArray(KarpenterNodePool.Budget(AksFacts.KarpenterSurge)),
                ["consolidationPolicy"] = "WhenEmptyOrUnderutilized",
                ["consolidateAfter"] = "300s",
            },
        });
    }

    // AKS sets the label of spot nodes itself; here it would keep Karpenter from falling back to others. From the label of the data plane
    // Karpenter knows that Cilium's agent runs on the node, and what it needs (examples/v1 of Azure/karpenter-provider-azure).
    private static ImmutableSortedDictionary<string, string> Labels(AksNodePoolSpec pool, GpuNode? gpu)
    {
        var labels = AksNodeSettings.Labels(pool, gpu).Remove(AksFacts.SpotKey).SetItem("kubernetes.azure.com/ebpf-dataplane", "cilium");
        return pool.Name == NodeConventions.SystemPool ? labels.SetItem("kubernetes.azure.com/mode", "system") : labels;
    }

    // Without a zone Karpenter may start a machine outside of all zones, where no zonal disk can be attached.
    private static JsonArray Requirements(AksScope scope, AksNodePoolSpec pool)
    {
        var requirements = KarpenterNodePool.Choices(pool);
        var zones = pool.Zones.IsEmpty ? scope.Zones : pool.Zones.Sort(StringComparer.Ordinal);
        requirements.Add(zones.IsEmpty
            ? KarpenterNodePool.Requirement($"{Group}/placement-scope", ["regional"])
            : KarpenterNodePool.Requirement(Placement.ZoneLabel, zones.Select(zone => $"{scope.Cluster.Region}-{zone}")));
        return requirements;
    }
}
