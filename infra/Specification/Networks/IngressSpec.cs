namespace Infra.Specification.Networks;

/// <summary>Under which names the gateway of a cluster is reached.</summary>
public sealed record IngressSpec
{
    /// <summary>The domain below which every name leads to the cluster, for example <c>frankfurt.ai.acme.example</c>: a route of
    /// <c>chat.frankfurt.ai.acme.example</c> needs no certificate of its own. No two clusters have the same one.</summary>
    public required string Domain { get; init; }
}
