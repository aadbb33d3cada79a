using System.Text.Json.Nodes;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Eks;

namespace Infra.Components.Clusters.Eks.Settings;

/// <summary>Configuration of the managed add-ons, checked by EKS against the JSON schema of each version
/// (<c>aws eks describe-addon-configuration</c>). Pure.</summary>
internal static class EksAddOnConfiguration
{
    /// <summary>The add-on that gives pods their addresses.</summary>
    internal const string Cni = "vpc-cni";

    /// <summary>The add-on that mounts buckets.</summary>
    internal const string Buckets = "aws-mountpoint-s3-csi-driver";

    /// <summary>The configuration of the CNI where pods have subnets of their own: custom networking, with an ENIConfig for each zone,
    /// named after it (https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html; eniconfig.yaml in the chart
    /// aws-vpc-cni of aws/eks-charts).</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="subnets">Ids of the subnets, in the order of the zones.</param>
    /// <param name="group">The cluster's security group, which the interfaces of pods get as well.</param>
    internal static JsonObject ForPodSubnets(EksScope scope, IEnumerable<string> subnets, string group)
    {
        var configuration = For(Cni, scope)!;
        configuration["env"]!["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"] = "true";
        configuration["env"]!["ENI_CONFIG_LABEL_DEF"] = Placement.ZoneLabel;
        configuration["eniConfig"] = new JsonObject
        {
            ["create"] = true,
            ["region"] = scope.Cluster.Region,
            ["subnets"] = new JsonObject(scope.Subnets.Pods.Zip(subnets, (plan, id) => KeyValuePair.Create(
                plan.Zone, (JsonNode?)new JsonObject { ["id"] = id, ["securityGroups"] = new JsonArray(group) }))),
        };
        return configuration;
    }

    /// <summary>The configuration of an add-on; absent where its defaults are right.</summary>
    internal static JsonObject? For(string addOn, EksScope scope) => addOn switch
    {
        Cni => new JsonObject
        {
            ["enableNetworkPolicy"] = "true",
            ["env"] = new JsonObject
            {
                // Blocks of 16 addresses instead of single ones: 110 and more pods per node, and fewer calls to EC2
                // (https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html).
                ["ENABLE_PREFIX_DELEGATION"] = "true",
                ["WARM_PREFIX_TARGET"] = "1",
            },
        },
        "coredns" => new JsonObject
        {
            ["tolerations"] = OnSystemPool(),
            ["autoScaling"] = new JsonObject { ["enabled"] = true, ["minReplicas"] = 2, ["maxReplicas"] = 10 },
        },
        // It tags disks and snapshots with the name of the cluster, which EKS tells it (kubernetes-sigs/aws-ebs-csi-driver#2918).
        "aws-ebs-csi-driver" => new JsonObject
        {
            ["controller"] = new JsonObject
            {
                ["tolerations"] = OnSystemPool(),
                ["extraVolumeTags"] = new JsonObject(scope.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
            },
        },
        "aws-efs-csi-driver" or "aws-fsx-csi-driver" => new JsonObject
        {
            ["controller"] = new JsonObject { ["tolerations"] = OnSystemPool() },
        },
        // Its first schemas had no tolerations of the controller (aws/containers-roadmap#2676).
        Buckets => new JsonObject
        {
            ["controller"] = new JsonObject { ["tolerations"] = OnSystemPool() },
            // GPU nodes mount buckets too. The pods that do it there tolerate every taint by themselves.
            ["node"] = new JsonObject { ["tolerateAllTaints"] = true },
        },
        "metrics-server" or "snapshot-controller" => new JsonObject { ["tolerations"] = OnSystemPool() },

        // The agent tolerates every taint; the DCGM server next to it, which detects a failing GPU, has no toleration by default.
        "eks-node-monitoring-agent" => new JsonObject { ["dcgmAgent"] = DcgmServer(scope) },
        _ => null,
    };

    // The server keeps GPUs open, and the MIG manager cannot reset a GPU that is in use (NVIDIA/mig-parted#181). By default it runs on all
    // machine types with NVIDIA GPUs; a list of our own replaces that one.
    private static JsonObject DcgmServer(EksScope scope)
    {
        var server = new JsonObject { ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }) };
        EksNodes[] pools = [.. scope.Cluster.Pools.Select(pool => new EksNodes(scope, pool)).Where(nodes => nodes.Gpu is not null)];
        if (pools.Any(nodes => nodes.IsCut))
        {
            var machines = pools.SelectMany(nodes => nodes.Machines).Select(machine => machine.Name);
            server["affinity"] = new JsonObject
            {
                ["nodeAffinity"] = new JsonObject
                {
                    ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
                    {
                        ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                        {
                            ["matchExpressions"] = new JsonArray(
                                Expression("node.kubernetes.io/instance-type", "In", machines),
                                Expression(
                                    NodeConventions.PoolLabel, "NotIn",
                                    pools.Where(nodes => nodes.IsCut).Select(nodes => nodes.Pool.Name))),
                        }),
                    },
                },
            };
        }

        return server;
    }

    private static JsonObject Expression(string key, string test, IEnumerable<string> values) => new()
    {
        ["key"] = key,
        ["operator"] = test,
        ["values"] = IamPolicy.List(values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
    };

    private static JsonArray OnSystemPool() => new(new JsonObject
    {
        ["key"] = NodeConventions.SystemTaint,
        ["operator"] = "Exists",
        ["effect"] = "NoSchedule",
    });
}
