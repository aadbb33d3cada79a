using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Traffic;

/// <summary>The kinds of Envoy Gateway, which its chart would install once and never upgrade.</summary>
public sealed record EnvoyGatewayCrds : AddOn
{
    /// <inheritdoc/>
    public override string Key => "envoy-gateway-crds";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && Obstacle(cloud) is null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except OpenShift and those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights => "nothing; Helm would never upgrade those that are in the chart of Envoy Gateway";

    /// <inheritdoc/>
    /// <remarks>Released together with Envoy Gateway.</remarks>
    public override Chart Chart =>
        new("envoy-gateway-crds", GatewayApi.Charts, new EnvoyGateway().Chart.Version, EnvoyGateway.Namespace);

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.Cluster.IsOpenShift
        ? "OpenShift has a gateway controller of its own, which the platform uses; remove the add-on here."
        : null;

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
