using System.Collections.Immutable;

namespace Infra.Specification.Installation;

/// <summary>How RKE2 or k3s is installed on hosts that are reachable over SSH.</summary>
public sealed record InstallSpec
{
    /// <summary>Addresses of the server (control plane) hosts: 1, 3 or 5.</summary>
    public required ImmutableArray<string> Servers { get; init; }

    /// <summary>Fixed address or DNS name at which agents and further servers register; with one server, the address of that
    /// server.</summary>
    public required string RegistrationAddress { get; init; }

    /// <summary>Exact release of the distribution, for example <c>v1.35.1+rke2r1</c>; its minor version must be that of the
    /// cluster.</summary>
    public required string Release { get; init; }

    /// <summary>SHA-256 of the release's file by the architecture of the hosts, <c>amd64</c> and <c>arm64</c>: of
    /// <c>rke2.linux-{arch}.tar.gz</c>, of <c>k3s</c> (amd64) or <c>k3s-arm64</c>. Nothing is installed that has another; a release is
    /// changed together with its digests.</summary>
    public ImmutableSortedDictionary<string, string> Digests { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>User to log in as; needs sudo without a password.</summary>
    /// <value>ubuntu</value>
    public string User { get; init; } = "ubuntu";

    /// <summary>Name of the secret configuration key that holds the private SSH key.</summary>
    public required string SshKeySecret { get; init; }

    /// <summary>Public SSH host key of every host by its address, as <c>ssh-keyscan -t ed25519</c> prints it after the address
    /// (<c>ssh-ed25519 AAAA…</c>); nothing is sent to a host that presents another key.</summary>
    public ImmutableSortedDictionary<string, string> HostKeys { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The proxy through which hosts reach what is outside their site; absent: they need none.</summary>
    public ProxySpec? Proxy { get; init; }

    /// <summary>Absolute path of the folder with the state of the distribution: etcd, images, containers. It cannot be changed once a host
    /// is installed.</summary>
    /// <value>/var/lib/rancher/rke2 or /var/lib/rancher/k3s</value>
    public string? DataDirectory { get; init; }

    /// <summary>Lets kube-vip on the servers hold the registration address as a virtual IP address; absent: a DNS name, a load balancer or
    /// keepalived that exists already.</summary>
    public KubeVipSpec? KubeVip { get; init; }

    /// <summary>Minutes that the pods of a node have to leave it before its release is changed, or before it is removed; if some are still
    /// there, the host keeps its release and the update stops. 0: nodes are not drained for a new release. Sites of the profile
    /// <c>edge</c>, and those of one host, never drain for a new release, because there is no other place for the pods.</summary>
    /// <value>10</value>
    public int DrainMinutes { get; init; } = 10;
}
