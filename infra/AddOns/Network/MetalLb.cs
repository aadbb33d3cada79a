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
    internal override Chart Chart => new("metallb", "https://metallb.github.io/metallb", "0.16.1", "metallb-system");

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.BalancerAddresses.IsEmpty
        ? "there are no addresses to hand out: list ranges of the site's network under network.addressPools, or remove the add-on."
        : null;

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Privileged;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
        return new JsonObject
        {
            // For BGP; a site that needs it has routers that are configured for it.
            ["frrk8s"] = new JsonObject { ["enabled"] = false },
            ["controller"] = new JsonObject
            {
                ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "quay.io/metallb/controller") },
                ["priorityClassName"] = Placement.ClusterCritical,
                ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
                ["tolerations"] = Placement.Tolerations(context.Cloud),
                ["resources"] = sizing.Resources(50, 64, 256),
            },
            ["speaker"] = new JsonObject
            {
                ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "quay.io/metallb/speaker") },
                ["frr"] = new JsonObject
                {
                    ["enabled"] = false,
                    ["image"] = new JsonObject { ["repository"] = Mirror.Image(context.Platform, "quay.io/frrouting/frr") },
                },
                // kubeadm excludes the control plane from load balancers with a label, so the only node would never answer.
                ["ignoreExcludeLB"] = !sizing.HighlyAvailable,
                ["priorityClassName"] = Placement.NodeCritical,
                ["tolerations"] = Placement.TolerateAll(),
                ["resources"] = sizing.Resources(50, 64, 256),
            },
        };
    }

    /// <inheritdoc/>
    internal override IEnumerable<JsonObject> Manifests(ClusterContext context) =>
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
