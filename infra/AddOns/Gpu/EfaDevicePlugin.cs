using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Gpu;

/// <summary>Device plugin for EFA: without it no pod can get an EFA interface of its node. Pods request
/// <c>vpc.amazonaws.com/efa</c>.</summary>
/// <remarks>Its chart knows no service account: the pods run as the default account of their namespace, but without its token
/// (<c>automountServiceAccountToken: false</c> in templates/daemonset.yaml of the chart), so no permission of that account reaches
/// them.</remarks>
public sealed record EfaDevicePlugin : AddOn
{
    /// <summary>What pods request.</summary>
    internal const string Resource = "vpc.amazonaws.com/efa";

    /// <inheritdoc/>
    public override string Key => "efa-device-plugin";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.EfaPools.Any();

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS with a pool of `interconnect: efa`";

    /// <inheritdoc/>
    public override string Highlights =>
        "runs on those pools and assigns their EFA interfaces to pods; the GPU Operator's device plugin does not touch them";

    /// <inheritdoc/>
    public override Chart Chart => new("aws-efa-k8s-device-plugin", "https://aws.github.io/eks-charts", "v0.5.30", "kube-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        // The chart's own: AWS has the image in its registry of that region and, for nodes of other partitions, nowhere public.
        new("602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/aws-efa-k8s-device-plugin", null, "image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("aws-efa-k8s-device-plugin", WorkloadKind.Agent) { Tolerations = "tolerations" },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Offers(Interconnect.Efa) ? null : "EFA exists on Amazon EC2 only; remove the add-on here.";

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        // By pool and not, like the chart, by a list of machine types: the list lacks new ones, and a machine may also be used without EFA.
        ["supportedInstanceLabels"] = new JsonObject
        {
            ["keys"] = new JsonArray(NodeConventions.PoolLabel),
            ["values"] = KubernetesObject.Texts(context.Cloud.EfaPools),
        },
    };
}
