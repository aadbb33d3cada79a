namespace Infra.Specification.Installation;

/// <summary>kube-vip on the servers of a cluster, which answers for the registration address by ARP.</summary>
public sealed record KubeVipSpec
{
    /// <summary>Network interface of the servers that is in the network of the address, the same on every server.</summary>
    public required string Interface { get; init; }
}
