using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Scaling;

/// <summary>The CRDs of Karpenter as a chart of their own: Helm never upgrades those inside a chart.</summary>
public sealed record KarpenterCrd : AddOn
{
    /// <inheritdoc/>
    internal override Chart Chart => new("karpenter-crd", "oci://public.ecr.aws/karpenter", "1.14.1", "kube-system");

    /// <inheritdoc/>
    internal override string? Obstacle(ClusterSpec cluster) => Karpenter.OnlyOnEks(cluster);

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context) => [];
}
