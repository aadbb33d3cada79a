using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Backups;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Installation;
using Infra.Specification.Pools;
using Infra.Specification.Storage;
using Infra.Specification.Teams;
using Infra.Tests.Components.Clusters.OnPrem;

namespace Infra.Tests.Rules;

/// <summary>One sound record of each kind, which a test varies by <c>with</c>.</summary>
internal static class Fleets
{
    internal static EksNodePoolSpec EksPool { get; } = new() { Name = "inference", Machine = "g6e.12xlarge", Max = 4 };

    internal static AksNodePoolSpec AksPool { get; } = new() { Name = "inference", Machine = "Standard_NC40ads_H100_v5", Max = 4 };

    internal static OnPremNodePoolSpec OnPremPool { get; } = new()
    {
        Name = "gpu",
        Nodes = 2,
        Gpu = new GpuSpec { Model = "h100", Count = 8 },
    };

    internal static EksClusterSpec Eks { get; } = new()
    {
        Name = "frankfurt",
        Region = "eu-central-1",
        Version = "1.35",
        Network = new EksNetworkSpec { Cidr = "10.10.0.0/16" },
        Access = new AccessSpec { Administrators = ["arn:aws:iam::111122223333:role/platform-admin"] },
        Pools = [EksPool],
    };

    internal static AksClusterSpec Aks { get; } = new()
    {
        Name = "westeurope",
        Region = "westeurope",
        Version = "1.35",
        Network = new AksNetworkSpec { Cidr = "10.20.0.0/16" },
        Access = new AccessSpec { Administrators = ["00000000-0000-4000-8000-00000000a001"] },
        Pools = [AksPool],
    };

    internal static OnPremClusterSpec OnPrem { get; } = new()
    {
        Name = "berlin",
        Region = "berlin",
        Version = "1.35",
        Distribution = Distribution.Rke2,
        KubeconfigSecret = "berlin-kubeconfig",
        Pools = [OnPremPool],
    };

    internal static OnPremClusterSpec Installed { get; } = OnPrem with
    {
        KubeconfigSecret = null,
        Install = new InstallSpec
        {
            Servers = ["10.30.0.11", "10.30.0.12", "10.30.0.13"],
            RegistrationAddress = "10.30.0.10",
            Release = "v1.35.1+rke2r1",
            SshKeySecret = "berlin-ssh",
            HostKeys = ((string[])["10.30.0.11", "10.30.0.12", "10.30.0.13", "10.30.0.21", "10.30.0.22"])
                .ToImmutableSortedDictionary(host => host, OnPremSamples.HostKeyOf),
            Digests = OnPremSamples.Digests,
        },
        Network = new OnPremNetworkSpec { Cidr = "10.30.0.0/24", AddressPools = ["10.30.0.200-10.30.0.220"] },
        Pools = [OnPremPool with { Hosts = ["10.30.0.21", "10.30.0.22"] }],
    };

    internal static ObjectStoreSpec ObjectStore { get; } =
        new() { Endpoint = "https://s3.berlin.acme.example", Bucket = "acme-backups", CredentialsSecret = "berlin-s3" };

    internal static SiteBackupCopySpec Copy { get; } = new()
    {
        Endpoint = "https://s3.turin.acme.example", Bucket = "berlin-copy", Country = "IT", CredentialsSecret = "turin-s3",
    };

    internal static SovereigntySpec Sovereignty { get; } =
        new() { Locations = ["eu"], Operators = ["eu", "us"], Registry = "registry.acme.example/mirror" };

    /// <summary>A sound fleet of one cluster of each kind.</summary>
    internal static PlatformSpec Sound { get; } = Of(Eks, Aks, OnPrem);

    /// <summary>A group that every kind of cluster knows.</summary>
    internal static GroupSpec Group { get; } = new()
    {
        Name = "vision", Aws = ["arn:aws:iam::111122223333:role/vision"], Azure = "00000000-0000-4000-8000-00000000b001",
    };

    /// <summary>A team of that group on every cluster, without accelerators.</summary>
    internal static TeamSpec Team { get; } = new()
    {
        Name = "vision", Owners = ["vision"], CostCentre = "4711", DataClass = "internal", Cpu = 64, MemoryGiB = 256,
    };

    /// <summary>A platform with given teams, each with its path.</summary>
    internal static PlatformSpec With(this PlatformSpec platform, params TeamSpec[] teams) => platform with
    {
        Groups = [Group],
        Teams = [.. teams.Select((team, index) => team with { Path = $"teams[{index}]" })],
    };

    /// <summary>A platform of given clusters, the first of them the hub unless one is, each with its path.</summary>
    internal static PlatformSpec Of(params ClusterSpec[] clusters)
    {
        if (clusters.Length > 0 && clusters.All(cluster => cluster.Role != ClusterRole.Hub))
        {
            clusters[0] = clusters[0] with { Role = ClusterRole.Hub };
        }

        return Exactly(clusters);
    }

    /// <summary>A platform of given clusters, each with its path.</summary>
    internal static PlatformSpec Exactly(params ClusterSpec[] clusters) => new()
    {
        Organization = "acme",
        Environment = "prod",
        Sovereignty = Sovereignty,
        Sites = [new SiteSpec { Name = "berlin", Country = "DE", Operator = "eu" }],
        Clusters = [.. clusters.Select((cluster, index) => Placed(cluster, $"clusters[{index}]"))],
        SecretKeys = ["berlin-kubeconfig", "berlin-s3", "berlin-ssh"],
    };

    /// <summary>What a rule finds, as a person reads it.</summary>
    internal static string[] Findings<TRule>(PlatformSpec platform)
        where TRule : ISpecRule, new() =>
        [.. new TRule().Check(platform).Select(finding => finding.ToString())];

    private static ClusterSpec Placed(ClusterSpec cluster, string path)
    {
        return cluster switch
        {
            EksClusterSpec eks => eks with { Path = path, Pools = Pools(eks.Pools) },
            AksClusterSpec aks => aks with { Path = path, Pools = Pools(aks.Pools) },
            OnPremClusterSpec onPrem => onPrem with { Path = path, Pools = Pools(onPrem.Pools) },
            _ => throw new ArgumentException($"There is no fixture for {cluster.GetType().Name}.", nameof(cluster)),
        };

        ImmutableArray<T> Pools<T>(ImmutableArray<T> pools)
            where T : NodePoolSpec =>
            [.. pools.Select((pool, index) => (T)(pool with { Path = $"{path}.pools[{index}]" }))];
    }
}
