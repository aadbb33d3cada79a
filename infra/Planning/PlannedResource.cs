using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning.Values;

namespace Infra.Planning;

/// <summary>A resource that the program would create.</summary>
/// <param name="Urn">URN as the engine would write it, with the types of all parents.</param>
/// <param name="Type">Type token, for example <c>aws:eks/cluster:Cluster</c>.</param>
/// <param name="Name">Logical name.</param>
/// <param name="Parent">URN of the parent; absent for the stack.</param>
/// <param name="Provider">URN of the explicit provider; absent for components and providers.</param>
/// <param name="DependsOn">URNs of the resources on which it depends, sorted: those named as dependencies and those whose outputs it
/// uses.</param>
/// <param name="Protect">Whether the engine refuses to delete it.</param>
/// <param name="Inputs">Its inputs; secrets are replaced by placeholders.</param>
public sealed record PlannedResource(
    string Urn, string Type, string Name, string? Parent, string? Provider,
    ImmutableArray<string> DependsOn, bool Protect, JsonObject Inputs)
{
    /// <summary>Whether a provider creates it; components and the stack only group others.</summary>
    /// <value>true</value>
    public bool Custom { get; init; } = true;

    /// <summary>Its other options.</summary>
    public PlannedOptions Options { get; init; } = PlannedOptions.None;
}
