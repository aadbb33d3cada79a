using System.Collections.Immutable;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Planning.Minting;

/// <summary>What a resource returns, with the shape of the real thing where a program may rely on the shape: ARNs, Azure resource ids,
/// URLs.</summary>
internal static class CloudShapes
{
    /// <summary>The id and the outputs of a resource.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its logical name.</param>
    /// <param name="inputs">What it was given.</param>
    /// <param name="region">The region of its provider; absent outside AWS.</param>
    internal static (string Id, ImmutableDictionary<string, object> State) Resource(
        string type, string name, ImmutableDictionary<string, object> inputs, string? region)
    {
        var outputs = ProviderSchemas.Resource(type)?.Outputs ?? PropertySet.Empty;
        var state = MintedOutputs.Of(name, outputs, inputs);
        return type[..type.IndexOf(':', StringComparison.Ordinal)] switch
        {
            "aws" => AwsShapes.Resource(type, name, state, inputs, region ?? "${aws.region}"),
            "azure-native" => AzureShapes.Resource(type, name, state, inputs),
            "kubernetes" => KubernetesShapes.Resource(name, state),
            _ => (Placeholder.Of(name, "id"), state),
        };
    }

    /// <summary>The result of a provider function; empty where this program has no schema for it.</summary>
    internal static ImmutableDictionary<string, object> Function(string token, ImmutableDictionary<string, object> arguments)
    {
        var name = token[(token.LastIndexOf(':') + 1)..];
        var result = MintedOutputs.Of(name, ProviderSchemas.Function(token)?.Outputs ?? PropertySet.Empty, arguments);
        return token.StartsWith("azure-native:", StringComparison.Ordinal) ? AzureShapes.Function(name, result) : result;
    }

    /// <summary>A text of a map; absent where there is none or where it is something else.</summary>
    internal static string? Text(this ImmutableDictionary<string, object> map, string name) =>
        map.TryGetValue(name, out var value) ? value as string : null;
}
