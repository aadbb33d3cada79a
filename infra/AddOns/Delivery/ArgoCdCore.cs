using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.AddOns.Delivery;

/// <summary>The core of Argo CD on a member that the hub does not reach: it fetches its own part of the repository. It has no API server,
/// no user interface and no login; <c>argocd --core</c> shows what it does (docs/operator-manual/core.md of argoproj/argo-cd).</summary>
public sealed record ArgoCdCore : AddOn
{
    /// <inheritdoc/>
    public override string Key => "argo-cd-core";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override bool OnByDefault(ClusterContext context) =>
        FleetDelivery.Way(context.Platform, context.Cluster) == DeliveryWay.Pull;

    /// <inheritdoc/>
    public override string OnByDefaultText => "members that pull";

    /// <inheritdoc/>
    public override string Highlights =>
        "controllers and a cache alone: no API server, no user interface; the rights of a delivery and not those of an administrator";

    /// <inheritdoc/>
    public override Chart Chart => ArgoCdSettings.Chart;

    /// <inheritdoc/>
    /// <remarks>One cache is enough: several are for the hub.</remarks>
    public override ImmutableArray<ChartImage> Images => ArgoCdSettings.Images(manyCaches: _ => false);

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors =>
    [
        .. from part in (string[])["controller", "repoServer", "applicationSet"]
           from value in (string[])["enabled", "serviceMonitor.enabled"]
           select $"{part}.metrics.{value}",
    ];

    // One of each: a member that waits a minute for its next look at the repository loses nothing.
    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("all", WorkloadKind.Controller, "global"),
        Component("controller", new(250, 512, 2048)),
        Component("repoServer", new(50, 256, 1024)),
        Component("applicationSet", new(50, 128, 512)),
        Component("redis", new(50, 64, 256)),
        ArgoCdSettings.RedisSecret,
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.Cluster.Role == ClusterRole.Hub ? "the hub has all of Argo CD; remove the add-on here." : null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => ArgoCdSettings.Traffic(context);

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["crds"] = new JsonObject { ["install"] = true, ["keep"] = true },
        ["createClusterRoles"] = ArgoCdSettings.MakesClusterRoles(context),
        // The chart has no switch for the API server. A policy may look at the requests of what never runs.
        ["server"] = new JsonObject { ["replicas"] = 0, ["resources"] = context.Sizing.Resources(50, 128, 512) },
        ["dex"] = new JsonObject { ["enabled"] = false },
        ["notifications"] = new JsonObject { ["enabled"] = false },
        ["redis"] = new JsonObject { ["serviceAccount"] = new JsonObject { ["create"] = true } },
        ["redis-ha"] = new JsonObject { ["enabled"] = false },
        ["configs"] = new JsonObject
        {
            ["cm"] = Settings(context),
            ["params"] = ArgoCdSettings.Parameters(context),
            ["rbac"] = new JsonObject { ["policy.default"] = "" },
        },
    };

    private static JsonObject Settings(ClusterContext context)
    {
        var settings = ArgoCdSettings.Settings(context);
        settings["admin.enabled"] = false;
        return settings;
    }

    private static Workload Component(string name, Requests requests) =>
        new(name, WorkloadKind.Controller) { Requests = requests, Resources = $"{name}.resources" };
}
