using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Gpu;

/// <summary>Device plugin for EFA: without it no pod can get an EFA interface of its node. Pods request
/// <c>vpc.amazonaws.com/efa</c>.</summary>
public sealed record EfaDevicePlugin : AddOn
{
    /// <inheritdoc/>
    public override string Key => "efa-device-plugin";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.EfaPools.Any();

    /// <inheritdoc/>
    internal override Chart Chart => new("aws-efa-k8s-device-plugin", "https://aws.github.io/eks-charts", "v0.5.30", "kube-system");

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Offers(Interconnect.Efa) ? null : "EFA exists on Amazon EC2 only; remove the add-on here.";

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context) => new()
    {
        ["image"] = new JsonObject
        {
            // The chart's default: AWS keeps the image in its registry of that region; for nodes in other partitions there is no public
            // copy.
            ["repository"] = Mirror.Image(
                context.Platform, "602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/aws-efa-k8s-device-plugin"),
        },
        // By pool and not, like the chart, by a list of machine types: the list lacks new ones, and a machine may also be used without EFA.
        ["supportedInstanceLabels"] = new JsonObject
        {
            ["keys"] = new JsonArray(NodeConventions.PoolLabel),
            ["values"] = KubernetesObject.Texts(context.Cloud.EfaPools),
        },
        ["tolerations"] = Placement.TolerateAll(),
    };
}
