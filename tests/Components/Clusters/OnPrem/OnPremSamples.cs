using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infra.Catalogue;
using Infra.Specification;
using Infra.Specification.Backups;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Storage;

namespace Infra.Tests.Components.Clusters.OnPrem;

/// <summary>Sites that the tests vary with <c>with</c>.</summary>
internal static class OnPremSamples
{
    public static PlatformSpec Platform { get; } = new()
    {
        Organization = "acme",
        Environment = "prod",
        Sovereignty = new() { Locations = ["eu"], Operators = ["eu"] },
        Clusters = [],
    };

    /// <summary>A platform whose charts and images come from a mirror.</summary>
    public static PlatformSpec Sovereign { get; } =
        Platform with { Sovereignty = Platform.Sovereignty with { Registry = "registry.acme.example/mirror" } };

    /// <summary>The same with a mirror that wants a login, and whose authority only the company knows.</summary>
    public static PlatformSpec Guarded { get; } = Sovereign with
    {
        Sovereignty = Sovereign.Sovereignty with { RegistryAccess = new() { CredentialsSecret = "mirror", CaCertificate = Authority } },
    };

    public static OnPremClusterSpec Adopted { get; } = new()
    {
        Name = "berlin",
        Region = "berlin",
        Version = "1.35",
        Distribution = Distribution.Rke2,
        KubeconfigSecret = "berlin-kubeconfig",
        Pools = [new() { Name = "gpu", Nodes = 4, Gpu = new() { Model = "h100", Count = 8 } }],
    };

    /// <summary>A public key that SSH knows a host by.</summary>
    public const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4mR0J1iY0gq0lZ2bX7v8m6J0cQ3f1m9Tn5o2hV4kXe";

    /// <summary>The key of one of several hosts: each has its own.</summary>
    public static string HostKeyOf(string host) =>
        $"ssh-ed25519 {Convert.ToBase64String(
            [.. Convert.FromBase64String(HostKey.Split(' ')[1])[..19], .. SHA256.HashData(Encoding.UTF8.GetBytes(host))])}";

    /// <summary>Digests of a release that never was.</summary>
    public static ImmutableSortedDictionary<string, string> Digests { get; } = ((string[])["amd64", "arm64"]).ToImmutableSortedDictionary(
        architecture => architecture, architecture => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(architecture))));

    /// <summary>The certificate of an authority that only the site knows.</summary>
    public const string Authority = """
        -----BEGIN CERTIFICATE-----
        MIIBkzCCATmgAwIBAgIUC41/cBLkVge0qF6tobqlFegAnAswCgYIKoZIzj0EAwIw
        HjEcMBoGA1UEAwwTQUNNRSBzaXRlIGF1dGhvcml0eTAgFw0yNjExMjIyMDI5NTRa
        GA8yMTI2MTAyOTIwMjk1NFowHjEcMBoGA1UEAwwTQUNNRSBzaXRlIGF1dGhvcml0
        eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPnQuVrQG4q6dI3B+rm+oigXm/YP
        GLsEem8VgPKR3J08Ch4XDLboSnHGEEQeLEWsYyO/TFdl+gDgzNZTDxn+9AejUzBR
        MB0GA1UdDgQWBBQ/Z/jTksj8I9QO/CV4fppXsR9icjAfBgNVHSMEGDAWgBQ/Z/jT
        ksj8I9QO/CV4fppXsR9icjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
        MEUCIQDY1MmMBJT0NwiONcBj3RpVjoFg6nqNg7WPD+Z08xY/QQIgZpBVhTLTa8Sz
        AYM2cTbrpL2Z7bwJhDKzEmhvO+iFWCk=
        -----END CERTIFICATE-----

        """;

    /// <summary>A second store for backups, at another place.</summary>
    public static SiteBackupCopySpec Copy { get; } = new()
    {
        Endpoint = "https://s3.turin.acme.example",
        Bucket = "berlin-copy",
        Country = "IT",
        CredentialsSecret = "berlin-copy-s3",
        Lock = ObjectLock.Governance,
    };

    /// <summary>Three servers, two hosts for ordinary workloads and two with GPUs.</summary>
    public static OnPremClusterSpec Rke2 { get; } = Adopted with
    {
        KubeconfigSecret = null,
        Network = new() { Cidr = "10.30.0.0/24", AddressPools = ["10.30.0.200-10.30.0.220"] },
        ObjectStore = new() { Endpoint = "https://s3.acme.example:9000", Bucket = "berlin-backups", CredentialsSecret = "berlin-s3" },
        Install = new()
        {
            Servers = ["10.30.0.11", "10.30.0.12", "10.30.0.13"],
            RegistrationAddress = "berlin.acme.example",
            Release = "v1.35.1+rke2r1",
            SshKeySecret = "berlin-ssh",
            Digests = Digests,
        },
        Pools =
        [
            new() { Name = "cpu", Nodes = 2, Hosts = ["10.30.0.21", "10.30.0.22"] },
            new()
            {
                Name = "gpu",
                Nodes = 2,
                Hosts = ["10.30.0.31", "10.30.0.32"],
                Gpu = new() { Model = "h100", Count = 8, Sharing = new TimeSlicedGpu { Replicas = 4 } },
            },
        ],
    };

    /// <summary>The same behind a proxy, with disks of their own, and a virtual address.</summary>
    public static OnPremClusterSpec Secluded { get; } = Rke2 with
    {
        Network = Rke2.Network! with { PodCidr = "10.44.0.0/16", ServiceCidr = "10.45.0.0/16" },
        Install = Rke2.Install! with
        {
            RegistrationAddress = "10.30.0.10",
            Proxy = new() { Url = "http://proxy.acme.example:3128", NoProxy = [".berlin.acme.example"] },
            DataDirectory = "/data/rke2",
            KubeVip = new() { Interface = "eno1" },
        },
        Storage = new() { Fast = new() { Provider = StorageProvider.RookCeph }, Shared = new() { Provider = StorageProvider.Longhorn } },
    };

    /// <summary>One host that is a whole cluster.</summary>
    public static OnPremClusterSpec Edge { get; } = new()
    {
        Name = "shop",
        Region = "shop",
        Version = "1.35",
        Distribution = Distribution.K3s,
        Profile = SiteProfile.Edge,
        Install = new()
        {
            Servers = ["10.40.0.11"],
            RegistrationAddress = "10.40.0.11",
            Release = "v1.35.1+k3s1",
            SshKeySecret = "shop-ssh",
            Digests = Digests,
        },
        Pools = [new() { Name = "gpu", Nodes = 1, Gpu = new() { Model = "l4", Count = 1 } }],
    };
}
