using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Traffic;

/// <summary>The kinds of Gateway API, where the cluster does not bring them.</summary>
public sealed record GatewayApi : AddOn
{
    /// <summary>Where the charts with kinds are. They are the program's own, with nothing but the upstream definitions: the published
    /// gateway-crds-helm cannot be installed, because Helm keeps a release in a secret of at most 1 MiB and would need 1.8 (README of that
    /// chart, helm/helm#12277), and what gateway-helm brings itself Helm would never upgrade.</summary>
    internal const string Charts = "./AddOns/Traffic/Charts";

    /// <inheritdoc/>
    public override string Key => "gateway-api";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && cloud.GatewayApiOwner is null;

    /// <inheritdoc/>
    public override string OnByDefaultText =>
        "every cluster except those with `profile: edge` and those that bring the kinds: OpenShift, RKE2 from 1.37, k3s and RKE2 1.36 " +
        "where they run Traefik";

    /// <inheritdoc/>
    public override string Highlights =>
        "the standard channel, and the policy that refuses an older or an experimental one; the kinds stay when the add-on goes";

    /// <inheritdoc/>
    public override Chart Chart => new("gateway-api", Charts, "v1.6.1", EnvoyGateway.Namespace);

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.GatewayApiOwner is { } owner
        ? $"{owner} brings the kinds of Gateway API and would not share them; remove the add-on here."
        : null;

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
