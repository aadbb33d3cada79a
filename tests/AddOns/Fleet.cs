using System.Collections.Immutable;
using Infra.AddOns;
using Infra.Catalogue;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Observability;
using Infra.Specification.Pools;
using Infra.Specification.Storage;
using Infra.Tests.Components.Clusters.OnPrem;
using Infra.Tests.Planning;

namespace Infra.Tests.AddOns;

/// <summary>A cluster of each kind and variant, with every add-on that it gets by default or that the variant asks for.</summary>
internal static class Fleet
{
    public const string Registry = "registry.acme.example/mirror";

    public static PlatformSpec Platform { get; } = new()
    {
        Organization = "acme",
        Environment = "test",
        Sovereignty = new() { Locations = ["eu"], Operators = ["eu", "us"] },
        Clusters = [],
    };

    public static PlatformSpec Mirrored { get; } = Platform with
    {
        Sovereignty = Platform.Sovereignty with
        {
            Registry = Registry, RegistryAccess = new() { CredentialsSecret = "mirror", CaCertificate = OnPremSamples.Authority },
            EncryptTraffic = true,
        },
        Observability = new()
        {
            Logs = new()
            {
                Store = LogPlace.Own,
                Endpoint = "https://otlp.acme.example", Country = "DE", User = "acme", CredentialsSecret = "logs",
                CaCertificate = OnPremSamples.Authority,
            },
            Traces = new() { Endpoint = "https://otlp.acme.example:8443/tempo", Country = "DE", CredentialsSecret = "traces" },
        },
    };

    public static EksClusterSpec Eks { get; } = new()
    {
        Name = "frankfurt",
        Region = "eu-central-1",
        Version = "1.35",
        Role = ClusterRole.Hub,
        Network = new() { Cidr = "10.10.0.0/16" },
        Pools =
        [
            new() { Name = "inference", Machine = "g6e.12xlarge", Max = 12, Gpu = new() { Sharing = new TimeSlicedGpu { Replicas = 4 } } },
            new() { Name = "training", Machine = "p5.48xlarge", Max = 4, Gpu = new() { Sharing = new MigGpu { Profile = "1g.10gb" } } },
        ],
    };

    public static EksClusterSpec Bottlerocket { get; } = Eks with
    {
        Pools = [.. Eks.Pools.Select(pool => pool with { Ami = AmiFamily.Bottlerocket })],
    };

    public static EksClusterSpec Karpenter { get; } = Eks with
    {
        Network = new() { Cidr = "10.10.0.0/16", Egress = EksEgress.Isolated },
        Pools =
        [
            new()
            {
                Name = "inference", Machine = "g6e.12xlarge", Max = 12, Capacity = Capacity.Spot, Provisioner = Provisioner.Karpenter,
                Ami = AmiFamily.Bottlerocket, Zones = ["a", "b"],
                Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "chat"),
            },
            new()
            {
                Name = "training", Machine = "p5.48xlarge", Max = 4, Capacity = Capacity.Reserved, Reservation = "cr-0123456789abcdef0",
                Interconnect = Interconnect.Efa, Provisioner = Provisioner.Karpenter,
                Taints = [new() { Key = "team", Value = "research" }],
            },
        ],
    };

    public static EksClusterSpec Neuron { get; } = Eks with
    {
        Pools =
        [
            new() { Name = "serving", Machine = "inf2.24xlarge", Max = 4 },
            new()
            {
                Name = "training", Machine = "trn1.32xlarge", Max = 2, Interconnect = Interconnect.Efa, Zones = ["a"],
                Provisioner = Provisioner.Karpenter, Ami = AmiFamily.Bottlerocket,
            },
        ],
    };

    public static AksClusterSpec Aks { get; } = new()
    {
        Name = "amsterdam",
        Region = "westeurope",
        Version = "1.35",
        Network = new() { Cidr = "10.20.0.0/16" },
        Pools = [
            new()
            {
                Name = "inference",
                Machine = "Standard_NC40ads_H100_v5",
                Max = 6,
                Gpu = new() { Sharing = new MigGpu { Profile = "1g.12gb" } },
            },
        ],
    };

    public static AksClusterSpec AksNodeImage { get; } = Aks with
    {
        Pools = [.. Aks.Pools.Select(pool => pool with { Gpu = pool.Gpu! with { Driver = GpuDriverOwner.NodeImage } })],
    };

    public static AksClusterSpec AksParallel { get; } = Aks with
    {
        Storage = new() { Parallel = new() },
        Pools = [.. Aks.Pools.Select(pool => pool with { Capacity = Capacity.Spot })],
    };

    public static AksClusterSpec AksKarpenter { get; } = Aks with
    {
        ShareImages = true,
        Pools =
        [
            new()
            {
                Name = "chat", Machine = "Standard_NC8as_T4_v3", Alternatives = ["Standard_NC16as_T4_v3"], Max = 8,
                Provisioner = Provisioner.Karpenter, Capacity = Capacity.Spot, Fallbacks = [Capacity.OnDemand], Zones = ["2", "1"],
                Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "chat"),
            },
            new()
            {
                Name = "general", Machine = "Standard_D8ds_v5", Max = 10, DiskGiB = 100, Provisioner = Provisioner.Karpenter,
                Taints = [new() { Key = "team", Value = "research" }],
            },
            new() { Name = "training", Machine = "Standard_NC40ads_H100_v5", Min = 2, Max = 2 },
        ],
    };

    public static AksClusterSpec AksInfiniBand { get; } = Aks with
    {
        Pools =
        [
            .. Aks.Pools,
            new()
            {
                Name = "training", Machine = "Standard_ND96isr_H100_v5", Max = 2, Interconnect = Interconnect.InfiniBand, Zones = ["1"],
            },
        ],
    };

    public static OnPremClusterSpec Rke2 { get; } = new()
    {
        Name = "berlin",
        Region = "berlin",
        Version = "1.35",
        Distribution = Distribution.Rke2,
        KubeconfigSecret = "berlin-kubeconfig",
        Network = new() { Cidr = "10.30.0.0/16", AddressPools = ["10.30.200.0/24", "10.30.201.10-10.30.201.20"] },
        ObjectStore = new() { Endpoint = "https://s3.berlin.acme.example", Bucket = "backups", CredentialsSecret = "berlin-s3" },
        LogBucket = "logs",
        Vault = new() { Address = "https://vault.acme.example:8200" },
        Storage = new() { Fast = new() { Provider = StorageProvider.RookCeph }, Shared = new() { Provider = StorageProvider.Longhorn } },
        Pools = [new() { Name = "gpu", Nodes = 4, Gpu = new() { Model = "h100", Count = 8 } }],
    };

    public static OnPremClusterSpec Gb200 { get; } = Rke2 with
    {
        Pools =
        [
            new() { Name = "gpu", Nodes = 4, Gpu = new() { Model = "gb200", Count = 4 }, Interconnect = Interconnect.InfiniBand },
        ],
    };

    public static OnPremClusterSpec K3s { get; } = Rke2 with { Name = "turin", Distribution = Distribution.K3s };

    public static OnPremClusterSpec Edge { get; } = Rke2 with
    {
        Name = "shop",
        Distribution = Distribution.K3s,
        Profile = SiteProfile.Edge,
        Storage = new(),
        Pools = [new() { Name = "gpu", Nodes = 1, Gpu = new() { Model = "l4", Count = 1, Sharing = new MpsGpu { Replicas = 4 } } }],
    };

    public static OnPremClusterSpec OpenShift { get; } = Rke2 with
    {
        Name = "paris",
        Distribution = Distribution.OpenShift,
        Storage = new(),
    };

    /// <summary>The newest release with the package of the network operator.</summary>
    public static OnPremClusterSpec OpenShiftInfiniBand { get; } = OpenShift with
    {
        Version = "1.33",
        Pools = [.. OpenShift.Pools.Select(pool => pool with { Interconnect = Interconnect.InfiniBand })],
    };

    public static OnPremClusterSpec Kubeadm { get; } = Rke2 with
    {
        Name = "laptop",
        Distribution = Distribution.Kubeadm,
        Network = null,
        ObjectStore = null,
        LogBucket = null,
        Vault = null,
        Storage = new(),
        Pools = [],
    };

    /// <summary>Every variant by a name, once with the public sources and once with a mirror.</summary>
    public static IEnumerable<(string Name, ClusterContext Context)> Contexts =>
        from variant in new (string Name, ClusterSpec Cluster)[]
        {
            ("eks", Eks), ("eks-bottlerocket", Bottlerocket), ("eks-karpenter", Karpenter), ("eks-neuron", Neuron),
            ("aks", Aks), ("aks-node-image", AksNodeImage),
            ("aks-parallel", AksParallel), ("aks-karpenter", AksKarpenter), ("aks-infiniband", AksInfiniBand),
            ("rke2", Rke2), ("rke2-gb200", Gb200), ("k3s", K3s), ("edge", Edge), ("openshift", OpenShift),
            ("openshift-infiniband", OpenShiftInfiniBand), ("kubeadm", Kubeadm),
        }
        from platform in new[] { Platform, Mirrored }
        select (platform == Mirrored ? $"{variant.Name}-mirror" : variant.Name, In(platform, variant.Cluster));

    /// <summary>A cluster in a platform, with its add-ons on.</summary>
    public static ClusterContext In(PlatformSpec platform, ClusterSpec cluster) => Clouds.Context(platform, cluster with
    {
        AddOns = [.. AddOnList.All.Where(addOn => addOn.OnByDefault(Clouds.Context(platform, cluster)))],
    });

    public static ImmutableArray<string> ContextNames => [.. Contexts.Select(variant => variant.Name)];

    public static ClusterContext Context(string name) => Contexts.Single(variant => variant.Name == name).Context;
}
