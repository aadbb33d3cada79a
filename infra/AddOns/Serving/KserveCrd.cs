using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Serving;

/// <summary>The kinds of KServe for large language models. They are converted by a webhook of its controller, whose namespace is written
/// into them.</summary>
/// <remarks>Templates and manifest of the chart together are 760 KiB in the secret where Helm keeps them, of at most 1 MiB.</remarks>
public sealed record KserveCrd : AddOn
{
    /// <inheritdoc/>
    public override string Key => "kserve-crd";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "nowhere";

    /// <inheritdoc/>
    public override string Highlights => "nothing; the kinds go before the controller, which does not start without them";

    /// <inheritdoc/>
    /// <remarks>Released together with the controller.</remarks>
    public override Chart Chart => new Kserve().Chart with { Name = "kserve-llmisvc-crd" };

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
