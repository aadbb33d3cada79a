using Infra.Catalogue;
using Infra.Findings;
using Infra.Specification.Clusters;

namespace Infra.Facts.OnPrem;

/// <summary>The differences between the two distributions that the platform installs: names, paths and ports, from their documentation
/// (docs.rke2.io and docs.k3s.io).</summary>
/// <param name="Name">Name of the program.</param>
/// <param name="ServerService">Service of a server.</param>
/// <param name="AgentService">Service of an agent.</param>
/// <param name="RegistrationPort">Port at which nodes register.</param>
/// <param name="Releases">Where the public releases are.</param>
public sealed record RancherDistribution(string Name, string ServerService, string AgentService, int RegistrationPort, string Releases)
{
    /// <summary>RKE2: a supervisor on a separate port, programs in a release archive.</summary>
    public static RancherDistribution Rke2 { get; } = new(
        "rke2", "rke2-server", "rke2-agent", 9345, "https://github.com/rancher/rke2/releases/download");

    /// <summary>K3s: one program, nodes register at the API server's port.</summary>
    public static RancherDistribution K3s { get; } = new(
        "k3s", "k3s", "k3s-agent", 6443, "https://github.com/k3s-io/k3s/releases/download");

    /// <summary>Port of the Kubernetes API on every server.</summary>
    public const int ApiPort = 6443;

    /// <summary>Folder with its configuration.</summary>
    public string Etc => $"/etc/rancher/{Name}";

    /// <summary>Folder with its state, unless it is told another.</summary>
    public string DefaultData => $"/var/lib/rancher/{Name}";

    /// <summary>Folder with its state.</summary>
    public string Data => OtherData ?? DefaultData;

    /// <summary>Where its installer goes if <c>/usr/local</c> cannot take it: RKE2's if that is read-only or a mount of its own, as on SLE
    /// Micro and Flatcar (rancher/rke2, install.sh); k3s's to <c>/opt/bin</c> if it is read-only (k3s-io/k3s, install.sh).</summary>
    public string OtherPrefix => Name == "rke2" ? "/opt/rke2" : "/opt";

    /// <summary>The kubectl that comes with it, in a script that knows PROGRAM and DATA.</summary>
    public string Kubectl => Name == "rke2" ? "\"$DATA/bin/kubectl\"" : "\"$PROGRAM\" kubectl";

    private string? OtherData { get; init; }

    /// <summary>Administrator kubeconfig, on every server.</summary>
    public string Kubeconfig => $"{Etc}/{Name}.yaml";

    /// <summary>The file of a release for an architecture.</summary>
    public string File(string architecture) =>
        Name == "rke2" ? $"rke2.linux-{architecture}.tar.gz" : architecture == "amd64" ? "k3s" : $"k3s-{architecture}";

    /// <summary>Where a mirror has the release, below its prefix.</summary>
    public string ReleaseRepository => $"rancher/{Name}-release";

    /// <summary>Service of a host.</summary>
    public string ServiceOf(HostRole role) => role is HostRole.Agent ? AgentService : ServerService;

    /// <summary>The distribution of a cluster.</summary>
    /// <exception cref="ArgumentException">The platform adopts this distribution but does not install it.</exception>
    public static RancherDistribution Of(OnPremClusterSpec cluster) => cluster.Distribution switch
    {
        Distribution.Rke2 => Rke2 with { OtherData = cluster.Install?.DataDirectory },
        Distribution.K3s => K3s with { OtherData = cluster.Install?.DataDirectory },
        var other => throw new ArgumentException(
            $"{cluster.Path}.install: the platform installs rke2 and k3s; adopt {Spelling.Of(other)} with its kubeconfig "
            + "(kubeconfigSecret)."),
    };
}
