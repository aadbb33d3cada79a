using System.Collections.Immutable;

namespace Infra.Specification.Teams;

/// <summary>A group of people, and how each cloud knows it. It is named once, so that a team lists its owners without knowing where its
/// clusters are.</summary>
public sealed record GroupSpec
{
    /// <summary>Name by which teams refer to it, a DNS label of at most 30 characters.</summary>
    public required string Name { get; init; }

    /// <summary>IAM roles or users of the group, for clusters on EKS, which knows no groups.</summary>
    /// <value>none: no team with a cluster on EKS can have it as an owner</value>
    public ImmutableArray<string> Aws { get; init; } = [];

    /// <summary>Object id of the group in Entra ID, for clusters on AKS.</summary>
    /// <value>none: no team with a cluster on AKS can have it as an owner</value>
    public string? Azure { get; init; }

    /// <summary>What a cluster on-prem calls the group: the value of the group claim of its identity provider, or a group of
    /// OpenShift.</summary>
    /// <value>the name</value>
    public string? Oidc { get; init; }
}
