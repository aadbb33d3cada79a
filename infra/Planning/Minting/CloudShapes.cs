using System.Collections.Immutable;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Planning.Minting;

/// <summary>The outputs of a resource, in their real form where a program may rely on it: ARNs, Azure resource ids, URLs.</summary>
internal static class CloudShapes
{
    /// <summary>The id and the outputs of a resource.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Its logical name.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="region">The region of its provider; absent outside AWS.</param>
    /// <param name="account">The account that its provider allows; absent where it allows any.</param>
    internal static (string Id, ImmutableDictionary<string, object> State) Resource(
        string type, string name, ImmutableDictionary<string, object> inputs, string? region, string? account)
    {
        var outputs = ProviderSchemas.Resource(type)?.Outputs ?? PropertySet.Empty;
        var state = MintedOutputs.Of(name, outputs, inputs);
        return type[..type.IndexOf(':', StringComparison.Ordinal)] switch
        {
            "aws" => AwsShapes.Resource(type, name, state, inputs, region ?? "${aws.region}", account ?? AwsShapes.Account),
            "azure-native" => AzureShapes.Resource(type, name, state, inputs),
            "kubernetes" => KubernetesShapes.Resource(name, state),
            _ => (Placeholder.Of(name, "id"), state),
        };
    }

    /// <summary>The result of a provider function; empty if this program has no schema for it.</summary>
    internal static ImmutableDictionary<string, object> Function(string token, ImmutableDictionary<string, object> arguments)
    {
        var name = token[(token.LastIndexOf(':') + 1)..];
        var result = MintedOutputs.Of(name, ProviderSchemas.Function(token)?.Outputs ?? PropertySet.Empty, arguments);
        return token.StartsWith("azure-native:", StringComparison.Ordinal) ? AzureShapes.Function(name, result) : result;
    }

    /// <summary>A string in a map; null if it is missing or of another type.</summary>
    internal static string? Text(this ImmutableDictionary<string, object> map, string name) =>
        map.TryGetValue(name, out var value) ? value as string : null;
}
