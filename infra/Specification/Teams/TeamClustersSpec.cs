using System.Collections.Immutable;

namespace Infra.Specification.Teams;

/// <summary>Which clusters of the stack are meant: those that fit every member given here.</summary>
public sealed record TeamClustersSpec
{
    /// <summary>Names of clusters.</summary>
    /// <value>any</value>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Kinds of clusters: <c>eks</c>, <c>aks</c>, <c>on-prem</c>.</summary>
    /// <value>any</value>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Regions of clouds, and sites.</summary>
    /// <value>any</value>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>Labels that Argo CD has for a cluster, without their prefix <c>ai-platform/</c>, for example <c>profile: edge</c> or
    /// <c>gpu-l40s: "true"</c>.</summary>
    /// <value>any</value>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
