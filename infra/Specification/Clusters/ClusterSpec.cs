using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Infra.Specification.Delivery;
using Infra.Specification.Networks;
using Infra.Specification.Pools;
using Infra.Specification.Secrets;
using Infra.Specification.Storage;

namespace Infra.Specification.Clusters;

/// <summary>One cluster with everything on it; its kind decides which cloud, if any, provides it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EksClusterSpec), "eks")]
[JsonDerivedType(typeof(AksClusterSpec), "aks")]
[JsonDerivedType(typeof(OnPremClusterSpec), "on-prem")]
public abstract record ClusterSpec
{
    /// <summary>Name of the cluster, a DNS label of at most 20 characters, unique in the stack.</summary>
    public required string Name { get; init; }

    /// <summary>Region of the cloud, or the name of a site for an on-prem cluster.</summary>
    public required string Region { get; init; }

    /// <summary>Kubernetes minor version, quoted, for example <c>"1.35"</c>; on OpenShift also its release, for example
    /// <c>"4.22"</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The cluster's role in the fleet; exactly one cluster is the hub.</summary>
    /// <value>member</value>
    public ClusterRole Role { get; init; } = ClusterRole.Member;

    /// <summary>How a member gets its workloads from the repository of <c>ai-platform:gitOps</c>.</summary>
    /// <value>push where the hub has a route to the member's API, otherwise pull</value>
    public DeliveryWay? Delivery { get; init; }

    /// <summary>Storage classes that the cluster offers.</summary>
    public StorageSpec Storage { get; init; } = new();

    /// <summary>Container images pulled to every node with GPUs or Neuron devices before a workload asks for them, as full references with
    /// a tag or digest.</summary>
    public ImmutableArray<string> PrePullImages { get; init; } = [];

    /// <summary>Images that a node pulls in parallel, 1 to 10, where the platform configures the kubelet: on AL2023 nodes of EKS and on
    /// installed sites. AKS and Bottlerocket use their own settings.</summary>
    /// <value>4: with the kubelet's own default of one, a 20 GB image delays all others; more parallel pulls only share the same
    /// disk</value>
    public int? ParallelPulls { get; init; }

    /// <summary>Images that a node pulls in parallel.</summary>
    [JsonIgnore]
    public int PullsAtOnce => ParallelPulls ?? 4;

    /// <summary>Whether nodes get layers of images from each other before they ask the registry, so that many new nodes do not ask it at
    /// once. A node then has images within its reach that it may not pull itself: all nodes of the cluster are trusted alike.</summary>
    /// <value>false</value>
    public bool ShareImages { get; init; }

    /// <summary>The store from which workloads get their secrets, through the add-on <c>external-secrets</c>.</summary>
    /// <value>secrets-manager on EKS, key-vault on AKS, elsewhere vault</value>
    public SecretStoreKind? SecretStore { get; init; }

    /// <summary>The Vault that the cluster uses; absent: none.</summary>
    public VaultSpec? Vault { get; init; }

    /// <summary>The authority of the issuer <c>platform-ca</c>; absent: one that the cluster makes for itself.</summary>
    public IssuerSpec? Issuer { get; init; }

    /// <summary>Under which names the cluster is reached; absent: its gateway has no name outside.</summary>
    public IngressSpec? Ingress { get; init; }

    /// <summary>Whether it is OpenShift, which has its own package manager, security context constraints and namespaces.</summary>
    [JsonIgnore]
    public virtual bool IsOpenShift => false;

    /// <summary>The add-ons of this cluster, with the stack's defaults and the cluster's patch applied, in listing order. Set by the
    /// reader.</summary>
    [JsonIgnore]
    public ImmutableArray<AddOnSettings> AddOns { get; init; } = [];

    /// <summary>Keys of the add-ons that the stack removes with <c>null</c>, whether or not they are on by default. Set by the
    /// reader.</summary>
    [JsonIgnore]
    public ImmutableArray<string> RemovedAddOns { get; init; } = [];

    /// <summary>Where the stack file describes this cluster, for findings. Set by the reader.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "clusters[0]";

    /// <summary>Names of the secret configuration keys that the cluster refers to, by member; null if it names none.</summary>
    [JsonIgnore]
    public virtual IEnumerable<(string Member, string? Name)> Secrets =>
        [("issuer.keySecret", (Issuer as IntermediateIssuerSpec)?.KeySecret)];

    /// <summary>The release of the distribution, where the stack file gives that as <c>version</c>: <see cref="Version"/> is then the
    /// Kubernetes version in it.</summary>
    [JsonIgnore]
    public virtual string? DistributionRelease => null;

    /// <summary>The version as text for a person.</summary>
    [JsonIgnore]
    public string VersionTitle => DistributionRelease is { } release ? $"{release} ({Version})" : Version;

    /// <summary>The network of the nodes, as written; null if the cluster states none.</summary>
    [JsonIgnore]
    public abstract string? NetworkCidr { get; }

    /// <summary>What other clusters may share that network with it: the site, or the id of an existing VPC; null if it has the network for
    /// itself.</summary>
    [JsonIgnore]
    public virtual string? SharedNetwork => null;

    /// <summary>The pools of the cluster, for any kind.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<NodePoolSpec> NodePools { get; }

    /// <summary>The kind as text for a person.</summary>
    [JsonIgnore]
    public virtual string KindTitle => Kind;

    /// <summary>The kind, as written in the stack file.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>The same cluster with the paths of its description and its pools in the stack file.</summary>
    /// <param name="path">Path of the cluster.</param>
    /// <param name="poolPath">Path of a pool by its index.</param>
    public abstract ClusterSpec At(string path, Func<int, string> poolPath);
}
