using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Mesh;

/// <summary>The kinds of Istio, in a form that Helm upgrades.</summary>
public sealed record IstioBase : IstioPart
{
    /// <inheritdoc/>
    public override string Key => "istio-base";

    /// <inheritdoc/>
    public override string Highlights => "the kinds of Istio, and nothing else";

    /// <inheritdoc/>
    public override Chart Chart => ChartOf("base", PlaneNamespace);

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => [];
}
