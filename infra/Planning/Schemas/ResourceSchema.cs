using System.Collections.Immutable;

namespace Infra.Planning.Schemas;

/// <summary>The schema of a resource or function of a provider.</summary>
/// <param name="Token">Type token, for example <c>aws:eks/cluster:Cluster</c>.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record ResourceSchema(string Token, PropertySet Inputs, PropertySet Outputs)
{
    /// <summary>Its former types, which the package gives to every resource as aliases.</summary>
    internal ImmutableArray<string> Aliases { get; init; } = [];
}
