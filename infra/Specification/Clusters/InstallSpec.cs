using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

/// <summary>How RKE2 or k3s is installed on hosts that are reachable over SSH.</summary>
public sealed record InstallSpec
{
    /// <summary>Addresses of the server (control plane) hosts: 1, 3 or 5.</summary>
    public required ImmutableArray<string> Servers { get; init; }

    /// <summary>Fixed address or DNS name that agents and further servers register at; with one server, that server's address.</summary>
    public required string RegistrationAddress { get; init; }

    /// <summary>Exact release of the distribution, for example <c>v1.35.1+rke2r1</c>; its minor version is the cluster's.</summary>
    public required string Release { get; init; }

    /// <summary>User to log in as; may use sudo without a password.</summary>
    /// <value>ubuntu</value>
    public string User { get; init; } = "ubuntu";

    /// <summary>NAME of the secret config key with the private SSH key.</summary>
    public required string SshKeySecret { get; init; }

    /// <summary>Public SSH key of every host by its address, as <c>ssh-keyscan -t ed25519</c> prints it behind the address
    /// (<c>ssh-ed25519 AAAA…</c>); a host that shows another key gets nothing.</summary>
    public ImmutableSortedDictionary<string, string> HostKeys { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
