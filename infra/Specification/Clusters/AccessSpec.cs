using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

/// <summary>Who may use the Kubernetes API: ARNs of IAM principals on AWS, object ids of Entra ID groups on Azure.</summary>
public sealed record AccessSpec
{
    /// <summary>Principals with full access to the cluster, at least one; the principal that runs <c>pulumi up</c> must be one of them or a
    /// member of one.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];

    /// <summary>Principals that may read everything except secrets.</summary>
    public ImmutableArray<string> Viewers { get; init; } = [];
}
