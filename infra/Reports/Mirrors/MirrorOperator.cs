using System.Collections.Immutable;

namespace Infra.Reports.Mirrors;

/// <summary>A package that the Operator Lifecycle Manager of OpenShift installs from a catalogue.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Catalog">The public image of the catalogue, for the release of the cluster.</param>
/// <param name="Clusters">The clusters that install it, in the order of the stack.</param>
public sealed record MirrorOperator(string Package, string Channel, string Catalog, ImmutableArray<string> Clusters);
