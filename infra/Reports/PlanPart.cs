namespace Infra.Reports;

/// <summary>A part of a cluster in the order of a deployment: what one component creates, or several of one kind.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Name">What it is, in words: <c>control plane</c>, or the name of an add-on's chart.</param>
/// <param name="First">The step in which its first resource can begin; a step begins when all that it needs of earlier ones is
/// there.</param>
/// <param name="Last">The step of its last resource.</param>
/// <param name="Resources">How many resources it has.</param>
/// <param name="After">The parts, of this cluster or of another, for which it waits directly.</param>
public sealed record PlanPart(string Cluster, string Name, int First, int Last, int Resources, IReadOnlyList<string> After);
