using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Components.Clusters.Eks;
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
        Of(cluster).Select(pool => new EksNodes(new EksScope(platform, cluster), pool)).SelectMany(nodes => new[] { NodeClass(nodes), NodePool(nodes) });

    private static JsonObject NodeClass(EksNodes nodes)
    {
        var (scope, pool) = nodes;
        var spec = new JsonObject
        {
            ["instanceProfile"] = scope.KarpenterNodeRole,
            // Pinned, and never latest, under which every release of AWS replaces all nodes (awslabs/amazon-eks-ami#2706). Karpenter
            // picks the NVIDIA variant for a GPU machine itself.
            ["amiSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["alias"] = pool.Ami == AmiFamily.Bottlerocket ? scope.Versions.BottlerocketAlias : scope.Versions.Al2023Alias,
            }),
            ["userData"] = EksUserData.Text(nodes),
            ["subnetSelectorTerms"] = Discovery(scope),
            ["securityGroupSelectorTerms"] = Discovery(scope),
            ["associatePublicIPAddress"] = false,
            ["blockDeviceMappings"] = Disks(nodes),
            // A hop limit of one keeps the node's credentials from its pods.
            ["metadataOptions"] = new JsonObject
            {
                ["httpEndpoint"] = "enabled",
                ["httpTokens"] = "required",
                ["httpPutResponseHopLimit"] = 1,
            },
            ["tags"] = new JsonObject { ["Name"] = $"{scope.CloudName}-{pool.Name}" },
        };
        if (pool.Reservation is { } reservation)
            spec["capacityReservationSelectorTerms"] = new JsonArray(new JsonObject { ["id"] = reservation });
        if (pool.Interconnect == Interconnect.Efa)
        {
            spec["placementGroupSelector"] = new JsonObject { ["name"] = scope.PlacementGroup(pool) };
            spec["networkInterfaces"] = Interfaces(AwsProfile.Profile.Machines[pool.Machine]);
        }

        return Manifest.Of("karpenter.k8s.aws/v1", "EC2NodeClass", pool.Name, spec);
    }

    // Karpenter wants an ordinary interface first, and then EFA alone, at most once a card: what EfaInterface calls "efa" is both in one.
    private static JsonArray Interfaces(MachineType machine)
    {
        var efa = EfaInterface.Of(machine).Where(card => card.Type != "interface").Select(card => Interface(card.Card, 1, "efa-only"));
        return [Interface(0, 0, "interface"), .. efa];

        static JsonObject Interface(int card, int device, string type) =>
            new() { ["networkCardIndex"] = card, ["deviceIndex"] = device, ["interfaceType"] = type };
    }

    private static JsonObject NodePool(EksNodes nodes)
    {
        var pool = nodes.Pool;
        // Nodes that train together are never taken one by one: a job on many of them loses all when it loses one.
        var training = pool.Interconnect != Interconnect.None;
        var metadata = new JsonObject
        {
            ["labels"] = new JsonObject(nodes.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        };
        if (training)
            metadata["annotations"] = new JsonObject { ["karpenter.sh/do-not-disrupt"] = "true" };
        var spec = new JsonObject
        {
            ["nodeClassRef"] = new JsonObject { ["group"] = "karpenter.k8s.aws", ["kind"] = "EC2NodeClass", ["name"] = pool.Name },
            ["requirements"] = Requirements(nodes),
            // Expiry does not ask: it would end a training after a month. A node of the others is replaced so that its image stays current.
            ["expireAfter"] = training ? "Never" : "720h",
            ["terminationGracePeriod"] = "24h",
        };
        var taints = Taints(nodes);
        if (taints.Count > 0)
            spec["taints"] = taints;
        return Manifest.Of("karpenter.sh/v1", "NodePool", pool.Name, new JsonObject
        {
            ["template"] = new JsonObject { ["metadata"] = metadata, ["spec"] = spec },
            ["limits"] = Limits(nodes),
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
    private static JsonArray Disks(EksNodes nodes)
    {
        var (scope, pool) = nodes;
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
            if (scope.CustomerKeys)
                ebs["kmsKeyID"] = scope.KeyAlias("volumes");
            return new JsonObject { ["deviceName"] = device, ["ebs"] = ebs };
        }
    }

    private static JsonArray Requirements(EksNodes nodes)
    {
        var pool = nodes.Pool;
        var capacity = pool.Capacity switch
        {
            Capacity.Spot => "spot",
            Capacity.Reserved or Capacity.CapacityBlock => "reserved",
            _ => "on-demand",
        };
        var requirements = new JsonArray(
            Requirement("node.kubernetes.io/instance-type", [pool.Machine]),
            Requirement("karpenter.sh/capacity-type", [capacity]));
        if (nodes.Zones.Length < nodes.Scope.Subnets.Private.Length)
            requirements.Add(Requirement("topology.kubernetes.io/zone", nodes.Zones.Select(zone => nodes.Scope.Cluster.Region + zone)));
        return requirements;
    }

    // Karpenter has no number of nodes for a pool that grows by demand; what that many machines have comes to the same.
    private static JsonObject Limits(EksNodes nodes)
    {
        var limits = new JsonObject();
        if (AwsProfile.Profile.Machines.GetValueOrDefault(nodes.Pool.Machine) is not { } machine)
            return limits;
        limits["cpu"] = (machine.Vcpus * nodes.Pool.Max).ToString(CultureInfo.InvariantCulture);
        if (nodes.Gpu is { } gpu)
            limits[gpu.ResourceName] = (gpu.Allocatable * nodes.Pool.Max).ToString(CultureInfo.InvariantCulture);
        return limits;
    }

    private static JsonArray Taints(EksNodes nodes)
    {
        var taints = new JsonArray();
        foreach (var taint in nodes.Taints)
        {
            var own = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect.ToString() };
            if (taint.Value is not null)
                own["value"] = taint.Value;
            taints.Add(own);
        }
        return taints;
    }

    private static JsonArray Discovery(EksScope scope) =>
        [new JsonObject { ["tags"] = new JsonObject { [EksPartition.DiscoveryTag] = scope.CloudName } }];

    private static JsonObject Requirement(string key, IEnumerable<string> values) => new()
    {
        ["key"] = key,
        ["operator"] = "In",
        ["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
    };
}
