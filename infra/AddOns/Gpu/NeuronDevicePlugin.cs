using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Gpu;

/// <summary>Device plugin for Inferentia and Trainium: without it no pod can get a Neuron device of its node. Pods request whole devices
/// with <c>aws.amazon.com/neuron</c> or single cores with <c>aws.amazon.com/neuroncore</c>.</summary>
public sealed record NeuronDevicePlugin : AddOn
{
    /// <inheritdoc/>
    public override string Key => "neuron-device-plugin";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.NeuronPools.Any();

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS with a pool of Inferentia or Trainium machines";

    /// <inheritdoc/>
    public override string Highlights =>
        "runs on those pools and advertises their devices and cores; the chart's problem detector, second scheduler and DRA driver are " +
        "off";

    /// <inheritdoc/>
    public override Chart Chart => new("neuron-helm-chart", "oci://public.ecr.aws/neuron", "1.10.0", "kube-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
        [new("public.ecr.aws/neuron/neuron-device-plugin", "2.32.0.0", "devicePlugin.image.repository")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("devicePlugin.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("neuron-device-plugin", WorkloadKind.Agent)
        {
            Priority = "devicePlugin.priorityClassName",
            Tolerations = "devicePlugin.tolerations",
        },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.OffersNeuron ? null : "Inferentia and Trainium exist on Amazon EC2 only; remove the add-on here.";

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["devicePlugin"] = new JsonObject
        {
            // By pool and not, like the chart, by a list of machine types, which lacks new ones.
            ["affinity"] = new JsonObject
            {
                ["nodeAffinity"] = new JsonObject
                {
                    ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
                    {
                        ["nodeSelectorTerms"] = new JsonArray(new JsonObject
                        {
                            ["matchExpressions"] = new JsonArray(new JsonObject
                            {
                                ["key"] = NodeConventions.PoolLabel,
                                ["operator"] = "In",
                                ["values"] = KubernetesObject.Texts(context.Cloud.NeuronPools),
                            }),
                        }),
                    },
                },
            },
        },
        // The scheduler extension brings a second kube-scheduler of Kubernetes 1.31, which later API servers do not support, and is off by
        // default. The monitoring agent of EKS detects broken devices, and node repair replaces their nodes
        // (https://docs.aws.amazon.com/eks/latest/userguide/node-health.html).
        ["npd"] = new JsonObject { ["enabled"] = false },
    };
}
