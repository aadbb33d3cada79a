using System.Collections.Immutable;

namespace Infra.Specification;

/// <summary>Who may use the Kubernetes API: ARNs of IAM principals on AWS, object ids of Entra ID groups on Azure.</summary>
public sealed record AccessSpec
{
    /// <summary>Principals with every right in the cluster.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];

    /// <summary>Principals that may read everything but secrets.</summary>
    public ImmutableArray<string> Viewers { get; init; } = [];
}
