using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;
using Infra.Specification.Pools;

namespace Infra.AddOns.Scaling;

/// <summary>The objects that describe the pools of an EKS cluster to Karpenter: for each pool an EC2NodeClass, which describes the machine,
/// and a NodePool, which says how many there may be and when they are removed.</summary>
internal static class KarpenterPools
{
    /// <summary>The pools that Karpenter provisions.</summary>
    public static IEnumerable<EksNodePoolSpec> Of(ClusterSpec cluster) => cluster is EksClusterSpec eks
        ? eks.Pools.Where(pool => pool.Provisioner == Provisioner.Karpenter)
        : [];

    /// <summary>The objects of all pools.</summary>
    public static IEnumerable<JsonObject> Manifests(PlatformSpec platform, EksClusterSpec cluster) =>
        from pool in Of(cluster)
        let nodes = new EksNodes(new EksScope(platform, cluster), pool)
        from manifest in new[] { NodeClass(nodes), NodePool(nodes) }
        select manifest;

    private static JsonObject NodeClass(EksNodes nodes)
    {
        var (scope, pool) = nodes;
        var spec = new JsonObject
        {
            ["instanceProfile"] = scope.KarpenterNodeRole,
            ["amiFamily"] = pool.Ami == AmiFamily.Bottlerocket ? "Bottlerocket" : "AL2023",
            // Pinned, never latest, with which every release by AWS would replace all nodes (awslabs/amazon-eks-ami#2706). By parameter,
            // which contains the Kubernetes version: an alias means the control plane's version, so all nodes would be replaced as soon as
            // the control plane is upgraded (resolvePath in pkg/providers/amifamily of aws/karpenter-provider-aws).
            ["amiSelectorTerms"] = new JsonArray(new JsonObject { ["ssmParameter"] = nodes.AmiParameter }),
            ["userData"] = EksUserData.Text(nodes),
            ["subnetSelectorTerms"] = scope.ExistingNetwork is { } existing ? ByIds(existing) : Discovery(scope),
            ["securityGroupSelectorTerms"] = Discovery(scope),
            ["associatePublicIPAddress"] = false,
            ["blockDeviceMappings"] = new JsonArray([.. nodes.Disks.Select(disk => Mapping(scope, disk))]),
            // Karpenter counts the addresses of a machine's interfaces and does not know about prefix delegation, which provides more.
            ["kubelet"] = new JsonObject { ["maxPods"] = nodes.MaxPods },
            ["metadataOptions"] = new JsonObject
            {
                ["httpEndpoint"] = EksMetadata.Endpoint,
                ["httpTokens"] = EksMetadata.Tokens,
                ["httpPutResponseHopLimit"] = EksMetadata.HopLimit,
            },
            ["tags"] = KarpenterNodePool.Map(nodes.Tags),
        };
        if (nodes.UsesLocalDisks)
        {
            spec["instanceStorePolicy"] = "RAID0";
        }

        if (pool.Reservation is { } reservation)
        {
            spec["capacityReservationSelectorTerms"] = new JsonArray(new JsonObject { ["id"] = reservation });
        }

        if (nodes.PlacementGroup is { } group)
        {
            spec["placementGroupSelector"] = new JsonObject { ["name"] = group };
        }

        if (nodes.HasEfa)
        {
            spec["networkInterfaces"] = new JsonArray([.. EfaInterface.Of(nodes.Machine).Select(Interface)]);
        }

        return KubernetesObject.Of("karpenter.k8s.aws/v1", "EC2NodeClass", pool.Name, spec);
    }

    private static JsonObject Interface(EfaInterface card) =>
        new() { ["networkCardIndex"] = card.Card, ["deviceIndex"] = card.Device, ["interfaceType"] = card.Type };

    private static JsonObject NodePool(EksNodes nodes)
    {
        var pool = nodes.Pool;
        // Nodes that train together are never removed one by one: a job on many nodes loses everything when it loses one. Idle nodes are
        // removed, which the annotation karpenter.sh/do-not-disrupt on nodes would also prevent (ValidateNodeDisruptable of
        // kubernetes-sigs/karpenter): it belongs on the pods of a job.
        var training = nodes.HasEfa;
        var metadata = new JsonObject { ["labels"] = KarpenterNodePool.Map(nodes.Labels) };
        var spec = new JsonObject
        {
            ["nodeClassRef"] = new JsonObject { ["group"] = "karpenter.k8s.aws", ["kind"] = "EC2NodeClass", ["name"] = pool.Name },
            ["requirements"] = Requirements(nodes),
            // Expiry ignores running jobs: it would end a training run after a month. Nodes of other pools are replaced so that their image
            // stays current.
            ["expireAfter"] = training ? "Never" : "720h",
            ["terminationGracePeriod"] = "24h",
        };
        var taints = KarpenterNodePool.Taints(nodes.Taints);
        if (taints.Count > 0)
        {
            spec["taints"] = taints;
        }

        return KubernetesObject.Of("karpenter.sh/v1", "NodePool", pool.Name, new JsonObject
        {
            ["template"] = new JsonObject { ["metadata"] = metadata, ["spec"] = spec },
            ["limits"] = KarpenterNodePool.Limits(nodes.Machines, pool.Max, nodes.Gpu, nodes.Neuron),
            ["disruption"] = new JsonObject
            {
                // The smallest of several budgets applies, so no training node is replaced for a newer image.
                ["budgets"] = training
                    ? new JsonArray(KarpenterNodePool.Budget("10%"), KarpenterNodePool.Budget("0", "Drifted"))
                    : new JsonArray(KarpenterNodePool.Budget("10%")),
                ["consolidationPolicy"] = training ? "WhenEmpty" : "WhenEmptyOrUnderutilized",
                ["consolidateAfter"] = "300s",
            },
        });
    }

    private static JsonObject Mapping(EksScope scope, EksDisk disk)
    {
        var ebs = new JsonObject
        {
            ["volumeType"] = EksDisk.VolumeType,
            ["volumeSize"] = $"{disk.SizeGiB}Gi",
            ["iops"] = disk.Iops,
            ["throughput"] = disk.Throughput,
            ["encrypted"] = EksDisk.Encrypted,
            ["deleteOnTermination"] = EksDisk.DeleteOnTermination,
        };
        if (scope.CustomerKeys)
        {
            ebs["kmsKeyID"] = scope.KeyAlias("volumes");
        }

        return new JsonObject { ["deviceName"] = disk.Device, ["ebs"] = ebs };
    }

    private static JsonArray Requirements(EksNodes nodes)
    {
        var requirements = KarpenterNodePool.Choices(nodes.Pool);
        if (nodes.Zones.Length < nodes.Scope.Subnets.Private.Length)
        {
            requirements.Add(KarpenterNodePool.Requirement(
                Placement.ZoneLabel, nodes.Zones.Select(zone => nodes.Scope.Cluster.Region + zone)));
        }

        return requirements;
    }

    // The tags of an existing VPC are its owner's.
    private static JsonArray ByIds(EksExistingNetworkSpec network) =>
        [.. network.Nodes.Select(subnet => new JsonObject { ["id"] = subnet.Id })];

    private static JsonArray Discovery(EksScope scope) =>
        [new JsonObject { ["tags"] = new JsonObject { [EksPartition.DiscoveryTag] = scope.CloudName } }];
}
