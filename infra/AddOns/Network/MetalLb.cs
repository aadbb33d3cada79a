using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Network;

/// <summary>MetalLB: load balancers for a site, with addresses of its own network, each answered by one node at a time (layer 2).</summary>
public sealed record MetalLb : AddOn
{
    private const string Pool = "site";

    /// <inheritdoc/>
    public override string Key => "metallb";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => !cloud.BalancerAddresses.IsEmpty;

    /// <inheritdoc/>
    public override string OnByDefaultText => "site with `network.addressPools`";

    /// <inheritdoc/>
    public override string Highlights =>
        "layer 2 mode, one address pool from the specification; BGP off";

    /// <inheritdoc/>
    public override Chart Chart => new("metallb", "https://metallb.github.io/metallb", "0.16.1", "metallb-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("quay.io/metallb/controller", "v0.16.1", "controller.image.repository"),
        new("quay.io/metallb/speaker", "v0.16.1", "speaker.image.repository"),
        new("quay.io/frrouting/frr", "10.4.3", "speaker.frr.image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["prometheus.serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "controller", new(50, 64, 256)) with { SelectsLinux = true },
        Workload.At("speaker", WorkloadKind.Agent, "speaker", new(50, 64, 256)),
    ];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.BalancerAddresses.IsEmpty
        ? "there are no addresses to hand out: list ranges of the site's network under network.addressPools, or remove the add-on."
        : null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    /// <remarks>The speakers are in the network of their nodes, where no policy holds.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.FromApiServer(9443), Flow.Scraped(9120),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        return new JsonObject
        {
            // For BGP; a site that needs it has routers that are configured for it.
            ["frrk8s"] = new JsonObject { ["enabled"] = false },
            // Prometheus has its rights in the whole cluster already; the chart would want to know its account.
            ["prometheus"] = new JsonObject { ["rbacPrometheus"] = false },
            ["speaker"] = new JsonObject
            {
                ["frr"] = new JsonObject { ["enabled"] = false },
                // kubeadm excludes the control plane from load balancers with a label, so the only node would never answer.
                ["ignoreExcludeLB"] = !context.Cloud.HighlyAvailable,
            },
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
    [
        KubernetesObject.Of("metallb.io/v1beta1", "IPAddressPool", Pool, new JsonObject
        {
            ["addresses"] = new JsonArray([.. context.Cloud.BalancerAddresses.Select(range => JsonValue.Create(range))]),
            // Some clients mistake an address that ends in .0 or .255 for a network address.
            ["avoidBuggyIPs"] = true,
        }, Chart.Namespace),
        KubernetesObject.Of(
            "metallb.io/v1beta1", "L2Advertisement", Pool, new JsonObject { ["ipAddressPools"] = new JsonArray(Pool) }, Chart.Namespace),
    ];
}
