using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Traffic;

/// <summary>The kinds of the Gateway API inference extension: <c>InferencePool</c>, and what its endpoint pickers read beside it,
/// <c>InferenceObjective</c> and <c>InferenceModelRewrite</c>. It alone brings them: KServe has them in its chart too, and leaves them
/// out. The pickers belong to the teams.</summary>
/// <remarks>The latter two are those of the llm-d router v0.10.0, to which the extension gave its endpoint picker after v1.5 (README of
/// kubernetes-sigs/gateway-api-inference-extension v1.6.0).</remarks>
public sealed record InferenceExtension : AddOn
{
    /// <summary>Group and version of <c>InferencePool</c>.</summary>
    internal const string Group = "inference.networking.k8s.io", Version = "v1";

    /// <inheritdoc/>
    public override string Key => "inference-extension";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) =>
        cloud.HighlyAvailable && (!cloud.Cluster.IsOpenShift || cloud.BringsPoolGateway);

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except those with `profile: edge` and OpenShift before 4.22";

    /// <inheritdoc/>
    public override string Highlights =>
        "`InferencePool` v1, with `InferenceObjective` and `InferenceModelRewrite` of the llm-d router; OpenShift's own " +
        "gateway controller serves pools once it sees the kind; the kinds stay when the add-on goes";

    /// <inheritdoc/>
    public override Chart Chart => new("inference-extension", GatewayApi.Charts, "v1.6.0", EnvoyGateway.Namespace);

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
