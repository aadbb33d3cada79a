using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Clusters;

/// <summary>What crosses from a member to its hub: all that Argo CD must know of a cluster to deploy to it.</summary>
/// <param name="Name">Name of the cluster.</param>
/// <param name="Labels">Labels by which ApplicationSets select it.</param>
/// <param name="Server">URL of its API, as the hub reaches it.</param>
/// <param name="Authority">Certificates of the authority of its API, in PEM and base64.</param>
/// <param name="Login">How to log in: the members of Argo CD's cluster configuration beside TLS, as JSON; a secret where it holds a
/// token.</param>
/// <param name="Ready">What must exist before the login works.</param>
public sealed record MemberRecord(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    Output<string> Server,
    Output<string> Authority,
    Output<string> Login,
    IReadOnlyList<Resource> Ready);
