using Infra.Specification.Clusters;

namespace Infra.Rules.Networks;

/// <summary>The network that a cluster's nodes are in.</summary>
internal static class Networks
{
    /// <summary>It as written; nothing where a cluster states none.</summary>
    internal static string? Of(ClusterSpec cluster) => cluster switch
    {
        EksClusterSpec eks => eks.Network.Cidr,
        AksClusterSpec aks => aks.Network.Cidr,
        OnPremClusterSpec onPrem => onPrem.Network?.Cidr,
        _ => null,
    };
}
