using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Facts.Eks;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Scaling;

/// <summary>Karpenter: creates and removes the nodes of the EKS pools with this provisioner; each pool has a NodePool and an
/// EC2NodeClass.</summary>
public sealed record Karpenter : AddOn
{
    /// <summary>Whether it replaces nodes that the node monitoring agent reports as broken, for example by a GPU error.</summary>
    /// <value>true</value>
    public bool NodeRepair { get; init; } = true;

    /// <inheritdoc/>
    public override string Key => "karpenter";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => KarpenterPools.Of(cloud.Cluster).Any();

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS with a pool of provisioner `karpenter`";

    /// <inheritdoc/>
    public override string Highlights =>
        "a NodePool and an EC2NodeClass for each pool: pinned image, fast encrypted disk, IMDSv2, 10 % of the nodes at a time; " +
        "training nodes are removed only when they are idle";

    /// <inheritdoc/>
    public override Chart Chart => new("karpenter", "oci://public.ecr.aws/karpenter", "1.14.1", "kube-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        // The chart pins the digest as well, which a mirror preserves.
        new(
            "public.ecr.aws/karpenter/controller", "1.14.1@sha256:723130949e4cab989461ff07d1be4cd781d63515432494641b33c235f300ae23",
            "controller.image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "", new(1000, 1024, 1024)) with
        {
            Replicas = "replicas",
            Resources = "controller.resources",
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(KarpenterCrd)];

    /// <inheritdoc/>
    public override bool SkipCrds => true;

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => OnlyOnEks(cloud);

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        [new(Chart.Namespace, Chart.Name, Access.NodeProvisioning)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var scope = new EksScope(context.Platform, (EksClusterSpec)context.Cluster);
        return new JsonObject
        {
            ["serviceAccount"] = new JsonObject { ["create"] = false, ["name"] = Chart.Name },
            ["settings"] = new JsonObject
            {
                // The endpoint is left out: Karpenter gets it from EKS.
                ["clusterName"] = scope.CloudName,
                ["interruptionQueue"] = scope.InterruptionQueue,
                // Without a route to the internet there is no price list: AWS has no VPC endpoint for it.
                ["isolatedVPC"] = scope.Isolated,
                ["enableZonalShift"] = scope.KarpenterShiftsZones,
                ["featureGates"] = new JsonObject { ["nodeRepair"] = NodeRepair },
            },
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
        context.Cluster is EksClusterSpec cluster ? KarpenterPools.Manifests(context.Platform, cluster) : [];

    /// <summary>The obstacle of add-ons that work only with EC2; on AKS, Karpenter is part of the control plane.</summary>
    internal static string? OnlyOnEks(CloudFacts cloud) => cloud switch
    {
        EksFacts => null,
        AksFacts => "AKS runs Karpenter itself; remove the add-on here.",
        _ => "Karpenter runs in a cloud only; remove the add-on here.",
    };
}
