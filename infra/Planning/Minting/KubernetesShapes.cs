using System.Collections.Immutable;
using System.Text;
using Infra.Planning.Values;

namespace Infra.Planning.Minting;

/// <summary>The name and namespace that Kubernetes returns.</summary>
internal static class KubernetesShapes
{
    /// <summary>Objects have their name in the metadata, releases and similar resources have their own; the id is <c>namespace/name</c> or
    /// the name.</summary>
    internal static (string Id, ImmutableDictionary<string, object> State) Resource(string name, ImmutableDictionary<string, object> state)
    {
        // Kubernetes fills such a secret by itself.
        if (state.Text("type") == "kubernetes.io/service-account-token")
        {
            state = state.SetItem("data", ImmutableDictionary<string, object>.Empty
                .Add("ca.crt", Encoded(name, "ca.crt")).Add("token", Encoded(name, "token")));
        }

        if (state.GetValueOrDefault("metadata") is ImmutableDictionary<string, object> metadata)
        {
            metadata = Named(metadata, name);
            return (Id(metadata, name), state.SetItem("metadata", metadata));
        }

        return (Id(state, name), state);
    }

    private static string Encoded(string name, string key) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Placeholder.Of(name, $"data.{key}")));

    // An object without a name is named after the resource, followed by random characters.
    private static ImmutableDictionary<string, object> Named(ImmutableDictionary<string, object> metadata, string name) =>
        metadata.ContainsKey("name") ? metadata : metadata.SetItem("name", Placeholder.Of(name, "metadata.name"));

    private static string Id(ImmutableDictionary<string, object> named, string name)
    {
        var own = named.Text("name") ?? name;
        return named.Text("namespace") is { } space && !Placeholder.IsIn(space) ? $"{space}/{own}" : own;
    }
}
