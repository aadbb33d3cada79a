using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Contracts;

/// <summary>Something that the platform installs on a cluster. It is pure: chart, values, identities and manifests are functions of the
/// specification, and <c>AddOnRelease</c> installs any add-on. The members of a derived record are what a stack file can set.</summary>
public abstract record AddOn : AddOnSettings
{
    /// <summary>The add-ons of a cluster, in the order of their list.</summary>
    public static IEnumerable<AddOn> Of(ClusterSpec cluster) => cluster.AddOns.Cast<AddOn>();

    /// <summary>The name that a stack file uses, for example <c>gpu-operator</c>.</summary>
    public abstract string Key { get; }

    /// <summary>Whether a cluster gets it by default.</summary>
    public abstract bool OnByDefault(CloudFacts cloud);

    /// <summary>The chart from which it is installed.</summary>
    internal abstract Chart Chart { get; }

    /// <summary>Whether its chart installs it on a cluster. Where a package manager of the cluster does (the GPU Operator on OpenShift),
    /// there is no release, and <see cref="Manifests"/> contains everything.</summary>
    internal virtual bool ByChart(ClusterContext context) => true;

    /// <summary>Whether the chart's own CRDs are left out, because another chart contains them in a form that Helm upgrades.</summary>
    internal virtual bool SkipCrds => false;

    /// <summary>Why it cannot run on a cluster; null if it can. The other functions are called only if it can.</summary>
    public virtual string? Obstacle(CloudFacts cloud) => null;

    /// <summary>Add-ons that must be installed first.</summary>
    internal virtual IEnumerable<Type> Requires => [];

    /// <summary>Add-ons that are installed first if the cluster has them.</summary>
    internal virtual IEnumerable<Type> After => [];

    /// <summary>Labels of its namespace, for example the pod security level that it needs; none if the platform does not own the namespace,
    /// such as <c>kube-system</c>.</summary>
    internal virtual IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => [];

    /// <summary>Service accounts that use something outside the cluster.</summary>
    internal virtual IEnumerable<WorkloadIdentity> Identities(ClusterContext context) => [];

    /// <summary>The chart's values.</summary>
    internal abstract JsonObject Values(ClusterContext context);

    /// <summary>Custom resources that need the CRDs of the chart; created after it.</summary>
    internal virtual IEnumerable<JsonObject> Manifests(ClusterContext context) => [];
}
