using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Scaling;

/// <summary>The CRDs of Karpenter as a separate chart: Helm never upgrades CRDs that are bundled with a chart.</summary>
public sealed record KarpenterCrd : AddOn
{
    /// <inheritdoc/>
    public override string Key => "karpenter-crd";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => KarpenterPools.Of(cloud.Cluster).Any();

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS with a pool of provisioner `karpenter`";

    /// <inheritdoc/>
    public override string Highlights =>
        "nothing; Helm upgrades CRDs only if they are in a chart of their own";

    /// <inheritdoc/>
    /// <remarks>Released together with Karpenter.</remarks>
    public override Chart Chart => new Karpenter().Chart with { Name = "karpenter-crd" };

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => Karpenter.OnlyOnEks(cloud);

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
