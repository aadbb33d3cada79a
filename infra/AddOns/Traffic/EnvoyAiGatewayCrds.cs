using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Traffic;

/// <summary>The kinds of Envoy AI Gateway. Its controller does not start without them; the platform has no object of them, and admits
/// none (<see cref="AiGatewayPolicies"/>).</summary>
/// <remarks>Templates and manifest of the chart together are 860 KiB in the secret where Helm keeps them, of at most 1 MiB.</remarks>
public sealed record EnvoyAiGatewayCrds : AddOn
{
    /// <inheritdoc/>
    public override string Key => "envoy-ai-gateway-crds";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => new EnvoyAiGateway().OnByDefault(cloud);

    /// <inheritdoc/>
    public override string OnByDefaultText => new EnvoyAiGateway().OnByDefaultText;

    /// <inheritdoc/>
    public override string Highlights => "nothing; the kinds go before the controller, which does not start without them";

    /// <inheritdoc/>
    /// <remarks>Released together with the controller.</remarks>
    public override Chart Chart => new EnvoyAiGateway().Chart with { Name = "ai-gateway-crds-helm" };

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => new EnvoyAiGateway().Obstacle(cloud);

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
