namespace Infra.Specification.Networks;

/// <summary>Under which names the gateway of a cluster is reached.</summary>
public sealed record IngressSpec
{
    /// <summary>The domain below which every name leads to the cluster, for example <c>frankfurt.ai.acme.example</c>: a route of
    /// <c>chat.frankfurt.ai.acme.example</c> needs no certificate of its own. No two clusters have the same one.</summary>
    public required string Domain { get; init; }

    /// <summary>The zone in which <c>external-dns</c> writes the names and certificates are proved: on EKS the id of a hosted zone of
    /// Route 53, for example <c>Z0123456789ABCDEFGHIJ</c>; on AKS the resource id of a DNS zone, public or private, with the name of the
    /// domain.</summary>
    /// <value>none: records are written by hand</value>
    public string? Zone { get; init; }
}
