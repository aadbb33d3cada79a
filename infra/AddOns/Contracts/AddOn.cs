using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Contracts;

/// <summary>Something that the platform installs on a cluster. Pure: chart, values, identities and manifests are functions of the
/// specification, and <c>AddOnRelease</c> installs any of them. The members of a derived record are what a stack file may set.</summary>
public abstract record AddOn : AddOnSettings
{
    /// <summary>The add-ons of a cluster, in the order of their list.</summary>
    public static IEnumerable<AddOn> Of(ClusterSpec cluster) => cluster.AddOns.Cast<AddOn>();

    /// <summary>The name that a stack file uses, for example <c>gpu-operator</c>.</summary>
    public abstract string Key { get; }

    /// <summary>Whether a cluster gets it without asking.</summary>
    public abstract bool OnByDefault(CloudFacts cloud);

    /// <summary>The chart that it comes from.</summary>
    internal abstract Chart Chart { get; }

    /// <summary>Whether its chart installs it on a cluster. Where the cluster has a package manager of its own that does (the GPU
    /// Operator on OpenShift), there is no release, and <see cref="Manifests"/> hold everything.</summary>
    internal virtual bool ByChart(ClusterContext context) => true;

    /// <summary>Whether the chart's own CRDs are left out, because another chart brings them in a form that Helm upgrades.</summary>
    internal virtual bool SkipCrds => false;

    /// <summary>Why it cannot be on a cluster; absent where it can. The other functions are asked only where it can.</summary>
    public virtual string? Obstacle(CloudFacts cloud) => null;

    /// <summary>Add-ons that must be there first.</summary>
    internal virtual IEnumerable<Type> Requires => [];

    /// <summary>Add-ons that come first where the cluster has them.</summary>
    internal virtual IEnumerable<Type> After => [];

    /// <summary>Labels of its namespace, for example the level of pod security that it needs; none where the namespace is not the
    /// platform's, such as <c>kube-system</c>.</summary>
    internal virtual IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => [];

    /// <summary>Service accounts that may use something outside the cluster.</summary>
    internal virtual IEnumerable<WorkloadIdentity> Identities(ClusterContext context) => [];

    /// <summary>The chart's values.</summary>
    internal abstract JsonObject Values(ClusterContext context);

    /// <summary>Custom resources that need the CRDs of the chart; created after it.</summary>
    internal virtual IEnumerable<JsonObject> Manifests(ClusterContext context) => [];
}
