using System.Collections.Immutable;

namespace Infra.Specification.Clusters;

/// <summary>Who may use the Kubernetes API: ARNs of IAM principals on AWS, object ids of Entra ID groups on Azure.</summary>
public sealed record AccessSpec
{
    /// <summary>Principals with every right in the cluster, at least one: whoever runs <c>pulumi up</c> is one of them or in one.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];

    /// <summary>Principals that may read everything but secrets.</summary>
    public ImmutableArray<string> Viewers { get; init; } = [];
}
