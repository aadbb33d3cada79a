using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Components.AddOns;

/// <summary>The objects by which Karpenter knows the pools of an EKS cluster: for each pool an EC2NodeClass, which says what a machine
/// is, and a NodePool, which says how many there may be and when they go.</summary>
internal static class KarpenterPools
{
    /// <summary>The pools that Karpenter provisions.</summary>
    public static IEnumerable<EksNodePoolSpec> Of(ClusterSpec cluster) => cluster is EksClusterSpec eks
        ? eks.Pools.Where(pool => pool.Provisioner == EksProvisioner.Karpenter)
        : [];

    /// <summary>Whether the cluster has no route to the internet.</summary>
    public static bool IsIsolated(ClusterSpec cluster) => cluster is EksClusterSpec { Network.Egress: EksEgress.Isolated };

    /// <summary>The objects of all pools.</summary>
    public static IEnumerable<JsonObject> Manifests(PlatformSpec platform, EksClusterSpec cluster) =>
        Of(cluster).SelectMany(pool => new[] { NodeClass(platform, cluster, pool), NodePool(cluster, pool) });

    /// <summary>Name of the IAM role of the nodes, and of its instance profile where there is one.</summary>
    public static string NodeRole(PlatformSpec platform, EksClusterSpec cluster) =>
        $"{ResourceNames.Cluster(platform, cluster)}-karpenter-node";

    /// <summary>The pinned image of a pool as Karpenter's alias: it picks the NVIDIA variant for a GPU machine itself. Never
    /// <c>latest</c>, under which every release of AWS replaces all nodes (awslabs/amazon-eks-ami#2706).</summary>
    public static string Image(EksNodePoolSpec pool) => pool.Ami == AmiFamily.Bottlerocket ? "bottlerocket@v1.66.0" : "al2023@v20260810";

    private static JsonObject NodeClass(PlatformSpec platform, EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        var spec = new JsonObject
        {
            // With a role Karpenter makes the instance profile by the IAM API, which has no VPC endpoint: an isolated cluster names a
            // ready one.
            [IsIsolated(cluster) ? "instanceProfile" : "role"] = NodeRole(platform, cluster),
            ["amiSelectorTerms"] = new JsonArray(new JsonObject { ["alias"] = Image(pool) }),
            ["subnetSelectorTerms"] = Discovery(platform, cluster),
            ["securityGroupSelectorTerms"] = Discovery(platform, cluster),
            ["associatePublicIPAddress"] = false,
            ["blockDeviceMappings"] = Disks(platform, cluster, pool),
            // A hop limit of one keeps the node's credentials from its pods.
            ["metadataOptions"] = new JsonObject
            {
                ["httpEndpoint"] = "enabled",
                ["httpTokens"] = "required",
                ["httpPutResponseHopLimit"] = 1,
            },
            ["tags"] = new JsonObject { ["Name"] = $"{ResourceNames.Cluster(platform, cluster)}-{pool.Name}" },
        };
        if (pool.Reservation is { } reservation)
            spec["capacityReservationSelectorTerms"] = new JsonArray(new JsonObject { ["id"] = reservation });
        return Manifest.Of("karpenter.k8s.aws/v1", "EC2NodeClass", pool.Name, spec);
    }

    private static JsonObject NodePool(EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        // Nodes that train together are never taken one by one: a job on many of them loses all when it loses one.
        var training = pool.Interconnect != Interconnect.None;
        var metadata = new JsonObject { ["labels"] = Labels(cluster, pool) };
        if (training)
            metadata["annotations"] = new JsonObject { ["karpenter.sh/do-not-disrupt"] = "true" };
        var spec = new JsonObject
        {
            ["nodeClassRef"] = new JsonObject { ["group"] = "karpenter.k8s.aws", ["kind"] = "EC2NodeClass", ["name"] = pool.Name },
            ["requirements"] = Requirements(cluster, pool),
            // Expiry does not ask: it would end a training after a month. A node of the others is replaced so that its image stays current.
            ["expireAfter"] = training ? "Never" : "720h",
            ["terminationGracePeriod"] = "24h",
        };
        var taints = Taints(cluster, pool);
        if (taints.Count > 0)
            spec["taints"] = taints;
        return Manifest.Of("karpenter.sh/v1", "NodePool", pool.Name, new JsonObject
        {
            ["template"] = new JsonObject { ["metadata"] = metadata, ["spec"] = spec },
            ["limits"] = Limits(cluster, pool),
            ["disruption"] = new JsonObject
            {
                ["budgets"] = new JsonArray(new JsonObject { ["nodes"] = "10%" }),
                ["consolidationPolicy"] = training ? "WhenEmpty" : "WhenEmptyOrUnderutilized",
                ["consolidateAfter"] = "300s",
            },
        });
    }

    // 16,000 IOPS and 1,000 MiB/s are the most of gp3 at its lower price step, and what images of 20 GB need; its default is 125 MiB/s.
    // Bottlerocket keeps images on a second disk.
    private static JsonArray Disks(PlatformSpec platform, EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        return pool.Ami == AmiFamily.Bottlerocket
            ? [Disk("/dev/xvda", 4, 3000, 125), Disk("/dev/xvdb", pool.DiskGiB, 16000, 1000)]
            : [Disk("/dev/xvda", pool.DiskGiB, 16000, 1000)];

        JsonObject Disk(string device, int sizeGiB, int iops, int throughput)
        {
            var ebs = new JsonObject
            {
                ["volumeType"] = "gp3",
                ["volumeSize"] = $"{sizeGiB}Gi",
                ["iops"] = iops,
                ["throughput"] = throughput,
                ["encrypted"] = true,
                ["deleteOnTermination"] = true,
            };
            if (platform.Sovereignty.Keys == KeyManagement.CustomerManaged)
                ebs["kmsKeyID"] = $"alias/{ResourceNames.Cluster(platform, cluster)}-volumes";
            return new JsonObject { ["deviceName"] = device, ["ebs"] = ebs };
        }
    }

    private static JsonArray Requirements(EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        var capacity = pool.Capacity switch
        {
            Capacity.Spot => "spot",
            Capacity.Reserved or Capacity.CapacityBlock => "reserved",
            _ => "on-demand",
        };
        var requirements = new JsonArray(
            Requirement("node.kubernetes.io/instance-type", [pool.Machine]),
            Requirement("karpenter.sh/capacity-type", [capacity]));
        if (!pool.Zones.IsEmpty)
            requirements.Add(Requirement("topology.kubernetes.io/zone", pool.Zones.Select(zone => cluster.Region + zone)));
        return requirements;
    }

    // Karpenter has no number of nodes for a pool that grows by demand; what that many machines have comes to the same.
    private static JsonObject Limits(EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        var limits = new JsonObject();
        if (Clouds.Of(cluster)?.Machines.GetValueOrDefault(pool.Machine) is not { } machine)
            return limits;
        limits["cpu"] = (machine.Vcpus * pool.Max).ToString(CultureInfo.InvariantCulture);
        if (machine.GpuCount > 0)
            limits["nvidia.com/gpu"] = (machine.GpuCount * pool.Max).ToString(CultureInfo.InvariantCulture);
        return limits;
    }

    private static JsonObject Labels(EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        var labels = new JsonObject(pool.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)))
        {
            [NodeConventions.PoolLabel] = pool.Name,
        };
        if (GpuNode.Of(cluster, pool) is not { } gpu)
            return labels;
        labels[NodeConventions.DevicePluginConfigLabel] = gpu.DevicePluginConfig;
        if (gpu.MigConfig is { } layout)
            labels[NodeConventions.MigConfigLabel] = layout;
        return labels;
    }

    private static JsonArray Taints(EksClusterSpec cluster, EksNodePoolSpec pool)
    {
        var taints = new JsonArray();
        if (GpuNode.Of(cluster, pool) is not null)
            taints.Add(new JsonObject { ["key"] = GpuNode.Taint, ["value"] = "present", ["effect"] = "NoSchedule" });
        foreach (var taint in pool.Taints)
        {
            var own = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect.ToString() };
            if (taint.Value is not null)
                own["value"] = taint.Value;
            taints.Add(own);
        }
        return taints;
    }

    private static JsonArray Discovery(PlatformSpec platform, EksClusterSpec cluster) =>
        [new JsonObject { ["tags"] = new JsonObject { ["karpenter.sh/discovery"] = ResourceNames.Cluster(platform, cluster) } }];

    private static JsonObject Requirement(string key, IEnumerable<string> values) => new()
    {
        ["key"] = key,
        ["operator"] = "In",
        ["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
    };
}
