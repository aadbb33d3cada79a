using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Gpu;

/// <summary>NVIDIA's driver for dynamic resource allocation: pods claim GPUs by their properties instead of counting them, and pods on
/// several nodes share the memory of GPUs that NVLink connects (ComputeDomain, with IMEX). Where it gives away GPUs, the GPU Operator's
/// device plugin does not.</summary>
public sealed record DraDriver : AddOn
{
    // The first release with the API resource.k8s.io/v1, which is on by default there
    // (https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/).
    private const string FirstVersion = "1.34";

    /// <summary>Whether pods claim GPUs from this driver. The device plugin is then off on the whole cluster: one operator with one setting
    /// serves all of its nodes.</summary>
    /// <value>false: the device plugin advertises GPUs, and this driver only makes ComputeDomains</value>
    public bool Gpus { get; init; }

    /// <inheritdoc/>
    public override bool ClaimsGpus => Gpus;

    /// <inheritdoc/>
    public override string Key => "dra-driver";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => Spans(cloud) && Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "Kubernetes 1.34 or newer with a pool of GB200 or GB300";

    /// <inheritdoc/>
    public override string Highlights =>
        "ComputeDomains where NVLink connects the GPUs of several nodes; with `gpus: true` it gives away GPUs in place of the device " +
        "plugin: see [GPUs and networks](gpu-devices.md)";

    /// <inheritdoc/>
    public override Chart Chart => new(
        "dra-driver-nvidia-gpu", "oci://registry.k8s.io/dra-driver-nvidia/charts", "0.4.1", "dra-driver-nvidia-gpu");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
        [new("registry.k8s.io/dra-driver-nvidia/dra-driver-nvidia-gpu", "v0.4.1", "image.repository")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "controller") with
        {
            On = Spans,
            Requests = new(20, 64, 256),
            Resources = "controller.containers.computeDomain.resources",
            Replicas = "controller.replicas",
        },
        Workload.At("kubelet plugin", WorkloadKind.Agent, "kubeletPlugin"),
        Container("gpus") with { On = _ => Gpus },
        Container("computeDomains") with { On = Spans },
    ];

    /// <inheritdoc/>
    /// <remarks>It installs the GPU driver and labels the nodes that have one.</remarks>
    public override IEnumerable<Type> Requires => [typeof(GpuOperator)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => string.CompareOrdinal(cloud.Cluster.Version, FirstVersion) < 0
        ? $"dynamic resource allocation is on by default since Kubernetes {FirstVersion}. Upgrade the cluster, or remove the add-on here."
        : !Gpus && !Spans(cloud)
            ? "no pool has GPUs that share memory with those of other nodes, so the driver has nothing to do. Set gpus: true, or remove "
                + "the add-on here."
            : null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>The daemons of a ComputeDomain are in this namespace, and those of its nodes talk with each other.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.Among];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        // Where the driver's container has its files, or the host.
        ["nvidiaDriverRoot"] = context.Cloud.OperatorOwnsGpuDriver ? "/run/nvidia/driver" : "/",
        // The chart asks whether the device plugin is off; see GpuOperator.
        ["gpuResourcesEnabledOverride"] = Gpus,
        ["resources"] = new JsonObject
        {
            ["gpus"] = new JsonObject { ["enabled"] = Gpus },
            ["computeDomains"] = new JsonObject { ["enabled"] = Spans(context.Cloud) },
        },
        ["controller"] = new JsonObject
        {
            ["leaderElection"] = new JsonObject { ["enabled"] = context.Cloud.HighlyAvailable },
        },
    };

    private static bool Spans(CloudFacts cloud) => cloud.GpuNodes.Any(node => node.Model.SpansNodes);

    private static Workload Container(string name) => new(name, WorkloadKind.Agent)
    {
        Requests = new(20, 64, 512),
        Resources = $"kubeletPlugin.containers.{name}.resources",
    };
}
