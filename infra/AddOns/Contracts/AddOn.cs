using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Contracts;

/// <summary>Something that the platform installs on a cluster. It is pure: chart, values, identities and manifests are functions of the
/// specification, and <c>AddOnRelease</c> installs any add-on. The members of a derived record are what a stack file can set.</summary>
public abstract record AddOn : AddOnSettings
{
    /// <summary>The add-ons of a cluster, in the order of their list.</summary>
    public static IEnumerable<AddOn> Of(ClusterSpec cluster) => cluster.AddOns.Cast<AddOn>();

    /// <summary>The namespaces that are not for teams: those of Kubernetes without <c>default</c>, of every add-on and its agents, of what
    /// the cloud installs, and of the platform itself.</summary>
    public static IEnumerable<string> Namespaces(ClusterContext context) =>
        Of(context.Cluster).SelectMany(addOn => new[] { addOn.Chart.Namespace, addOn.AgentNamespace }).OfType<string>()
            .Concat(ResourceNames.KubernetesNamespaces.Where(name => name != "default"))
            .Concat(context.Cloud.AddOnNamespaces)
            .Append(ResourceNames.PlatformNamespace)
            .Distinct();

    /// <summary>The name that a stack file uses, for example <c>gpu-operator</c>.</summary>
    public abstract string Key { get; }

    /// <summary>Whether a cluster gets it by default.</summary>
    public abstract bool OnByDefault(CloudFacts cloud);

    /// <summary>Whether a cluster gets it by default, where that depends on the rest of its stack.</summary>
    public virtual bool OnByDefault(ClusterContext context) => OnByDefault(context.Cloud);

    /// <summary>On which clusters that is, in words, for the documentation.</summary>
    public abstract string OnByDefaultText { get; }

    /// <summary>What it sets, and why, in a phrase for the documentation.</summary>
    public abstract string Highlights { get; }

    /// <summary>The chart from which it is installed.</summary>
    public abstract Chart Chart { get; }

    /// <summary>The images that the chart starts.</summary>
    public virtual ImmutableArray<ChartImage> Images => [];

    /// <summary>Where the chart takes the secret with which its pods pull from the mirror.</summary>
    public virtual ImmutableArray<PullSecretPath> PullSecrets => [];

    /// <summary>The workloads of the chart.</summary>
    public virtual ImmutableArray<Workload> Workloads => [];

    /// <summary>Whether its chart installs it on a cluster. Where a package manager of the cluster does (the GPU Operator on OpenShift),
    /// there is no release, and <see cref="Manifests"/> contains everything.</summary>
    public virtual bool ByChart(ClusterContext context) => true;

    /// <summary>Whether the chart's own CRDs are left out, because another chart contains them in a form that Helm upgrades.</summary>
    public virtual bool SkipCrds => false;

    /// <summary>Why it cannot run on a cluster; null if it can. The other functions are called only if it can.</summary>
    public virtual string? Obstacle(CloudFacts cloud) => null;

    /// <summary>What is wrong with its settings: what its chart, the cluster or a service outside would refuse only when it is installed,
    /// or later. Called only if it can run on the cluster.</summary>
    public virtual IEnumerable<Mistake> Mistakes(ClusterContext context) => [];

    /// <summary>Add-ons that must be installed first.</summary>
    public virtual IEnumerable<Type> Requires => [];

    /// <summary>Add-ons that are installed first if the cluster has them.</summary>
    public virtual IEnumerable<Type> After => [];

    /// <summary>Add-ons that remove outside the cluster what its pods make there: its namespace comes after them, so that a destroy ends
    /// only when they have done so.</summary>
    public virtual IEnumerable<Type> CleanedBy => [];

    /// <summary>Whether it brings the kinds with which others say what is to be scraped. It then comes before every other add-on.</summary>
    public virtual bool BringsMonitorKinds => false;

    /// <summary>Whether it brings drivers of volumes, or the kinds of their snapshots. The storage classes of a site, with their pools,
    /// come after it.</summary>
    public virtual bool BringsStorage => false;

    /// <summary>Whether its pods have volumes of the cluster's storage classes. It then comes after the classes: on a destroy its pods go
    /// first, and their volumes while the pools and the driver are still there.</summary>
    public virtual bool HasVolumes => false;

    /// <summary>Value paths of the chart that turn its metrics, and the monitors of them, on and off.</summary>
    public virtual ImmutableArray<string> Monitors => [];

    /// <summary>Whether a cluster has the kinds of monitors: OpenShift always, others by an add-on.</summary>
    public static bool HasMonitorKinds(ClusterSpec cluster) =>
        cluster.IsOpenShift || Of(cluster).Any(addOn => addOn.BringsMonitorKinds);

    /// <summary>Labels of its namespace, for example the pod security level that it needs; none if the platform does not own the namespace,
    /// such as <c>kube-system</c>.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => [];

    /// <summary>A namespace of its own for its agents on every node, which need more than its other pods may; null if it has
    /// none.</summary>
    public virtual string? AgentNamespace => null;

    /// <summary>Other namespaces into which the chart puts objects: it does not create them, and fails without them.</summary>
    public virtual IEnumerable<string> OtherNamespaces => [];

    /// <summary>What its pods receive and reach, beside the names that every pod resolves and what its identities need. Nothing where it
    /// has no pods, or only in <c>kube-system</c>, which has no policies.</summary>
    public virtual IEnumerable<Flow> Traffic(ClusterContext context) => [];

    /// <summary>Namespaces of the platform whose pods it takes into a mesh: policies there see the mesh's own port.</summary>
    public virtual IEnumerable<string> Meshed(ClusterContext context) => [];

    /// <summary>Whether users reach other add-ons through its pods: a gateway.</summary>
    public virtual bool LetsUsersIn => false;

    /// <summary>Service accounts that use something outside the cluster.</summary>
    public virtual IEnumerable<WorkloadIdentity> Identities(ClusterContext context) => [];

    /// <summary>Secrets that the chart refers to.</summary>
    public virtual IEnumerable<ChartSecret> Secrets(ClusterContext context) => [];

    /// <summary>The values that are particular to this add-on; <see cref="ChartValues"/> adds what its tables say.</summary>
    public abstract JsonObject Values(ClusterContext context);

    /// <summary>Custom resources that need the CRDs of the chart; created after it.</summary>
    public virtual IEnumerable<JsonObject> Manifests(ClusterContext context) => [];
}
