using System.Globalization;
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
        ? eks.Pools.Where(pool => pool.Provisioner == EksProvisioner.Karpenter)
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
            ["tags"] = new JsonObject(nodes.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
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
        var metadata = new JsonObject
        {
            ["labels"] = new JsonObject(nodes.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        };
        var spec = new JsonObject
        {
            ["nodeClassRef"] = new JsonObject { ["group"] = "karpenter.k8s.aws", ["kind"] = "EC2NodeClass", ["name"] = pool.Name },
            ["requirements"] = Requirements(nodes),
            // Expiry ignores running jobs: it would end a training run after a month. Nodes of other pools are replaced so that their image
            // stays current.
            ["expireAfter"] = training ? "Never" : "720h",
            ["terminationGracePeriod"] = "24h",
        };
        var taints = Taints(nodes);
        if (taints.Count > 0)
        {
            spec["taints"] = taints;
        }

        return KubernetesObject.Of("karpenter.sh/v1", "NodePool", pool.Name, new JsonObject
        {
            ["template"] = new JsonObject { ["metadata"] = metadata, ["spec"] = spec },
            ["limits"] = Limits(nodes),
            ["disruption"] = new JsonObject
            {
                // The smallest of several budgets applies, so no training node is replaced for a newer image.
                ["budgets"] = training
                    ? new JsonArray(Budget("10%"), Budget("0", "Drifted"))
                    : new JsonArray(Budget("10%")),
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

    private static JsonObject Budget(string share, string? reason = null)
    {
        var budget = new JsonObject { ["nodes"] = share };
        if (reason is not null)
        {
            budget["reasons"] = new JsonArray(reason);
        }

        return budget;
    }

    private static JsonArray Requirements(EksNodes nodes)
    {
        var pool = nodes.Pool;
        // Of several machines Karpenter takes the cheapest; of several ways to buy, what is reserved, then spot, then on-demand
        // (https://karpenter.sh/docs/concepts/nodepools/). A NodePool for each, with weights, could not keep the maximum: each has a limit
        // of its own.
        var requirements = new JsonArray(
            Requirement("node.kubernetes.io/instance-type", [pool.Machine, .. pool.Alternatives]),
            Requirement("karpenter.sh/capacity-type", new[] { pool.Capacity }.Concat(pool.Fallbacks).Select(capacity => capacity switch
            {
                Capacity.Spot => "spot",
                Capacity.Reserved or Capacity.CapacityBlock => "reserved",
                _ => "on-demand",
            })));
        if (nodes.Zones.Length < nodes.Scope.Subnets.Private.Length)
        {
            requirements.Add(Requirement(Placement.ZoneLabel, nodes.Zones.Select(zone => nodes.Scope.Cluster.Region + zone)));
        }

        return requirements;
    }

    // Karpenter cannot limit the number of nodes of a dynamic pool; the resources of that many machines have the same effect: the GPUs, of
    // which every machine of the pool has the same number, or else the processors of the smallest one.
    private static JsonObject Limits(EksNodes nodes)
    {
        var processors = nodes.Machines.Select(machine => machine.Vcpus);
        var cpu = (nodes.HasAccelerators ? processors.Max() : processors.Min()) * nodes.Pool.Max;
        var limits = new JsonObject { ["cpu"] = cpu.ToString(CultureInfo.InvariantCulture) };
        if (nodes.Gpu is { } gpu)
        {
            limits[gpu.ResourceName] = (gpu.Allocatable * nodes.Pool.Max).ToString(CultureInfo.InvariantCulture);
        }

        if (nodes.Neuron is { } neuron)
        {
            limits[NeuronNode.Resource] = (neuron.Count * nodes.Pool.Max).ToString(CultureInfo.InvariantCulture);
        }

        return limits;
    }

    private static JsonArray Taints(EksNodes nodes)
    {
        var taints = new JsonArray();
        foreach (var taint in nodes.Taints)
        {
            var own = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect.ToString() };
            if (taint.Value is not null)
            {
                own["value"] = taint.Value;
            }

            taints.Add(own);
        }

        return taints;
    }

    // The tags of an existing VPC are its owner's.
    private static JsonArray ByIds(EksExistingNetworkSpec network) =>
        [.. network.Nodes.Select(subnet => new JsonObject { ["id"] = subnet.Id })];

    private static JsonArray Discovery(EksScope scope) =>
        [new JsonObject { ["tags"] = new JsonObject { [EksPartition.DiscoveryTag] = scope.CloudName } }];

    private static JsonObject Requirement(string key, IEnumerable<string> values) => new()
    {
        ["key"] = key,
        ["operator"] = "In",
        ["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
    };
}
