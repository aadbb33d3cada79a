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
/// <param name="Kubectl">The kubectl that comes with it.</param>
public sealed record RancherDistribution(
    string Name, string ServerService, string AgentService, int RegistrationPort, string Releases, string Kubectl)
{
    /// <summary>RKE2: a supervisor on a separate port, programs in a release archive.</summary>
    public static RancherDistribution Rke2 { get; } = new(
        "rke2", "rke2-server", "rke2-agent", 9345,
        "https://github.com/rancher/rke2/releases/download", "/var/lib/rancher/rke2/bin/kubectl");

    /// <summary>K3s: one program, nodes register at the API server's port.</summary>
    public static RancherDistribution K3s { get; } = new(
        "k3s", "k3s", "k3s-agent", 6443,
        "https://github.com/k3s-io/k3s/releases/download", "/usr/local/bin/k3s kubectl");

    /// <summary>Port of the Kubernetes API on every server.</summary>
    public const int ApiPort = 6443;

    /// <summary>Folder with its configuration.</summary>
    public string Etc => $"/etc/rancher/{Name}";

    /// <summary>Folder with its state.</summary>
    public string Data => $"/var/lib/rancher/{Name}";

    /// <summary>Administrator kubeconfig, on every server.</summary>
    public string Kubeconfig => $"{Etc}/{Name}.yaml";

    /// <summary>Service of a host.</summary>
    public string ServiceOf(HostRole role) => role is HostRole.Agent ? AgentService : ServerService;

    /// <summary>The distribution of a cluster.</summary>
    /// <exception cref="ArgumentException">The platform adopts this distribution but does not install it.</exception>
    public static RancherDistribution Of(OnPremClusterSpec cluster) => cluster.Distribution switch
    {
        Distribution.Rke2 => Rke2,
        Distribution.K3s => K3s,
        var other => throw new ArgumentException(
            $"{cluster.Path}.install: the platform installs rke2 and k3s; adopt {Spelling.Of(other)} with its kubeconfig "
            + "(kubeconfigSecret)."),
    };
}
