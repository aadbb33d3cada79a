using System.Collections.Immutable;

namespace Infra.Planning.Schemas;

/// <summary>What a provider says about a resource, or about a function that it answers.</summary>
/// <param name="Token">Type token, for example <c>aws:eks/cluster:Cluster</c>.</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Outputs">What it returns.</param>
internal sealed record ResourceSchema(string Token, PropertySet Inputs, PropertySet Outputs)
{
    /// <summary>The types that it had before, which the package gives to every resource as aliases.</summary>
    internal ImmutableArray<string> Aliases { get; init; } = [];
}
