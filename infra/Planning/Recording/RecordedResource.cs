using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning.Values;
using Pulumi;

namespace Infra.Planning.Recording;

/// <summary>A resource while the program runs: the data of its constructor, and later that of its registration.</summary>
/// <param name="Urn">URN as the engine would write it.</param>
/// <param name="QualifiedType">Its type, after the types of its parents, as in the URN; empty for the stack.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Args">Its arguments, whose outputs show its dependencies.</param>
/// <param name="DependsOn">The resources that it names as dependencies.</param>
/// <param name="Parent">Its parent; absent for the stack.</param>
/// <param name="Protect">Whether it is protected, by itself or by a parent.</param>
/// <param name="Options">Its other options, without aliases.</param>
/// <param name="Aliases">The names that it had before; what they mean is known when the program is over.</param>
internal sealed record RecordedResource(
    string Urn, string QualifiedType, Resource Resource, ResourceArgs? Args,
    InputList<Resource> DependsOn, RecordedResource? Parent, bool Protect,
    PlannedOptions Options, ImmutableArray<Input<Alias>> Aliases)
{
    /// <summary>Type token.</summary>
    internal string Type => Resource.GetResourceType();

    /// <summary>Logical name.</summary>
    internal string Name => Resource.GetResourceName();

    /// <summary>Whether a provider creates it.</summary>
    internal bool Custom => Resource is CustomResource;

    /// <summary>The inputs from the registration; empty before it, and for components.</summary>
    internal JsonObject Inputs { get; set; } = [];

    /// <summary>Depends on the resources whose outputs its arguments use; absent until the registration.</summary>
    internal Output<object>? Used { get; set; }

    /// <summary>The provider from the registration.</summary>
    internal RecordedResource? Provider { get; set; }
}
