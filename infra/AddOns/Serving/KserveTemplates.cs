using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Serving;

/// <summary>KServe's own templates, which its controller merges into every LLMInferenceService: pods with vLLM, the endpoint picker, and
/// the route. It looks for each in the namespace of the service first, so that a team can have one of the same name there.</summary>
public sealed record KserveTemplates : AddOn
{
    /// <inheritdoc/>
    public override string Key => "kserve-templates";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "nowhere";

    /// <inheritdoc/>
    public override string Highlights =>
        "the templates for LLMInferenceService, and no serving runtimes; not behind a mirror, because nothing moves their images";

    /// <inheritdoc/>
    /// <remarks>Released together with the controller.</remarks>
    public override Chart Chart => new Kserve().Chart with { Name = "kserve-runtime-configs" };

    /// <inheritdoc/>
    /// <remarks>Written into the templates (files/llmisvcconfigs/resources.yaml of the chart); no value takes them.</remarks>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("ghcr.io/llm-d/llm-d-cuda", "v0.8.0"),
        new("ghcr.io/llm-d/llm-d-latency-predictor-prediction-server", "v0.8.0"),
        new("ghcr.io/llm-d/llm-d-latency-predictor-training-server", "v0.8.0"),
        new("ghcr.io/llm-d/llm-d-router-disagg-sidecar", "v0.9.0"),
        new("ghcr.io/llm-d/llm-d-router-endpoint-picker", "v0.9.0"),
        new("ghcr.io/llm-d/llm-d-uds-tokenizer", "vllm-v0.19.1"),
    ];

    /// <inheritdoc/>
    /// <remarks>A webhook of the controller admits them and fails closed.</remarks>
    public override IEnumerable<Type> Requires => [typeof(Kserve)];

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context) => context.Platform.Sovereignty.Registry is { } registry
        ?
        [
            new("", $"its templates start images of ghcr.io/llm-d, and no value of the chart moves them to the mirror \"{registry}\". " +
                "Leave it out, and give the namespaces of services templates of the same names with images of the mirror " +
                "(docs/serving.md)."),
        ]
        : [];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["kserve"] = new JsonObject { ["llmisvcConfigs"] = new JsonObject { ["enabled"] = true } },
    };
}
