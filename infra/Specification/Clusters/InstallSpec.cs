using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

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

    /// <summary>User to log in as; needs sudo without a password.</summary>
    /// <value>ubuntu</value>
    public string User { get; init; } = "ubuntu";

    /// <summary>Name of the secret configuration key that holds the private SSH key.</summary>
    public required string SshKeySecret { get; init; }

    /// <summary>Public SSH host key of every host by its address, as <c>ssh-keyscan -t ed25519</c> prints it after the address
    /// (<c>ssh-ed25519 AAAA…</c>); nothing is sent to a host that presents another key.</summary>
    public ImmutableSortedDictionary<string, string> HostKeys { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
