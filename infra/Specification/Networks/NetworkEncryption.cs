namespace Infra.Specification.Networks;

/// <summary>How the network of a site encrypts what pods send from one machine to another.</summary>
public enum NetworkEncryption
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>WireGuard: of flannel, Calico or Cilium.</summary>
    Wireguard,

    /// <summary>IPsec: of OVN-Kubernetes (<c>ipsecConfig.mode: Full</c>) or Cilium.</summary>
    Ipsec,
}
