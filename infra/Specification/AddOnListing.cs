using Infra.Specification.Clusters;

namespace Infra.Specification;

/// <summary>An add-on in the list of all add-ons.</summary>
/// <param name="Key">The name that a stack file uses, for example <c>gpu-operator</c>.</param>
/// <param name="Type">The record.</param>
/// <param name="OnByDefault">Whether a cluster of a stack gets it by default.</param>
/// <param name="Obstacle">Why it cannot run on a cluster; null if it can.</param>
public sealed record AddOnListing(
    string Key, Type Type, Func<PlatformSpec, ClusterSpec, bool> OnByDefault, Func<AddOnSettings, ClusterSpec, string?> Obstacle);
