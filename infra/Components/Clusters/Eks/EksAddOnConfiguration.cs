using System.Text.Json.Nodes;
using Infra.Facts.Conventions;

namespace Infra.Components.Clusters.Eks;

/// <summary>Configuration of the managed add-ons, checked by EKS against the JSON schema of each version
/// (<c>aws eks describe-addon-configuration</c>). Pure.</summary>
internal static class EksAddOnConfiguration
{
    /// <summary>The configuration of an add-on; absent where its defaults are right.</summary>
    internal static JsonObject? For(string addOn) => addOn switch
    {
        "vpc-cni" => new JsonObject
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
        "aws-ebs-csi-driver" or "aws-efs-csi-driver" or "aws-fsx-csi-driver" => new JsonObject
        {
            ["controller"] = new JsonObject { ["tolerations"] = OnSystemPool() },
        },
        "metrics-server" or "snapshot-controller" => new JsonObject { ["tolerations"] = OnSystemPool() },

        // The agent tolerates every taint; the DCGM server next to it, which detects a failing GPU, has no toleration by default.
        "eks-node-monitoring-agent" => new JsonObject
        {
            ["dcgmAgent"] = new JsonObject { ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }) },
        },
        _ => null,
    };

    private static JsonArray OnSystemPool() => new(new JsonObject
    {
        ["key"] = NodeConventions.SystemTaint,
        ["operator"] = "Exists",
        ["effect"] = "NoSchedule",
    });
}
