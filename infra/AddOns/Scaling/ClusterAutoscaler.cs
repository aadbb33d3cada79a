using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Scaling;

/// <summary>Cluster autoscaler: scales the managed node groups of an EKS cluster, down to zero. It finds them by the tags that EKS puts on
/// their Auto Scaling groups. On AKS the cloud does this, and a site has a fixed number of machines.</summary>
public sealed record ClusterAutoscaler : AddOn
{
    private const int MostMinutes = 1440;

    /// <summary>Minutes for which a node must be unneeded before it is removed.</summary>
    /// <value>10, the autoscaler's own default</value>
    public int ScaleDownMinutes { get; init; } = Autoscaling.UnneededMinutes;

    /// <inheritdoc/>
    public override string Key => "cluster-autoscaler";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.ScaledPools.Any();

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS, unless the system pool has a fixed size and Karpenter provisions the others";

    /// <inheritdoc/>
    public override string Highlights =>
        "image for the cluster's minor version, discovery by the tags that EKS sets, scaling to and from zero";

    /// <inheritdoc/>
    public override Chart Chart => new("cluster-autoscaler", "https://kubernetes.github.io/autoscaler", "9.59.0", "kube-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        // It simulates the scheduler and so belongs to one minor version of Kubernetes; the chart has a single tag for all.
        new("registry.k8s.io/autoscaling/cluster-autoscaler", "v{version}.0", "image.repository") { TagPath = "image.tag" },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("image.pullSecrets", PullSecretForm.Names)];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("cluster-autoscaler", WorkloadKind.Controller, "", new(100, 300, 1024)) with
        {
            Replicas = "replicaCount",
            Spread = new("topologySpreadConstraints", "app.kubernetes.io/name", "aws-cluster-autoscaler"),
        },
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.AutoscalerObstacle;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => ScaleDownMinutes is >= 1 and <= MostMinutes
        ? []
        : [new("scaleDownMinutes", $"{ScaleDownMinutes} minutes. Allowed: 1 to {MostMinutes}, which is a day.")];

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        [new(Chart.Namespace, Chart.Name, Access.NodeGroupScaling)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var cluster = context.Cluster;
        return new JsonObject
        {
            ["cloudProvider"] = "aws",
            ["awsRegion"] = cluster.Region,
            ["autoDiscovery"] = new JsonObject { ["clusterName"] = ResourceNames.Cluster(context.Platform, cluster) },
            // Beside what it scrapes, and not in a namespace that there may not be.
            ["serviceMonitor"] = new JsonObject { ["namespace"] = "" },
            ["rbac"] = new JsonObject { ["serviceAccount"] = new JsonObject { ["create"] = false, ["name"] = Chart.Name } },
            ["customArgs"] = new JsonArray(
                $"--balance-similar-node-groups={Autoscaling.Flag(Autoscaling.BalanceSimilarPools)}",
                // Groups of one pool are similar, others are not. Comparing all labels would find no two alike: those of zone, image and
                // launch template, and those that the operators put on a node only after it has started.
                $"--balancing-label={NodeConventions.PoolLabel}",
                $"--expander={Autoscaling.Expander}",
                $"--max-graceful-termination-sec={Autoscaling.Number(Autoscaling.GracefulSeconds)}",
                $"--max-node-provision-time={Autoscaling.Minutes(Autoscaling.ProvisionMinutes)}",
                $"--scale-down-unneeded-time={Autoscaling.Minutes(ScaleDownMinutes)}",
                $"--skip-nodes-with-local-storage={Autoscaling.Flag(Autoscaling.SkipLocalStorage)}",
                $"--skip-nodes-with-system-pods={Autoscaling.Flag(Autoscaling.SkipSystemPods)}",
                // From EC2 itself, for which an isolated network has an endpoint, and not from the list in the image, which lacks the
                // newest machine types (aws_util.go of kubernetes/autoscaler).
                "--aws-use-static-instance-list=false"),
        };
    }
}
