using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Clusters;

/// <summary>What crosses from the hub to its members: by whom and from where they are called.</summary>
/// <param name="Owner">The component of the hub, which owns what exists once for several members.</param>
public sealed record HubRecord(Resource Owner)
{
    private readonly Dictionary<string, Resource> _shared = new(StringComparer.Ordinal);

    /// <summary>URL of its issuer of tokens, as their claim <c>iss</c> has it; absent where no cloud can read its keys.</summary>
    public Output<string>? Issuer { get; init; }

    /// <summary>ARNs of the roles of its Argo CD, where it is in AWS.</summary>
    public ImmutableArray<Output<string>> Roles { get; init; } = [];

    /// <summary>Networks of one address each, from which its nodes and pods reach the internet.</summary>
    public ImmutableArray<Output<string>> Addresses { get; init; } = [];

    /// <summary>What several members need and only one may create, such as the trust of an account in the hub's issuer.</summary>
    /// <param name="key">What it is, and where.</param>
    /// <param name="create">Creates it for the first one that asks.</param>
    internal T Once<T>(string key, Func<T> create)
        where T : Resource
    {
        if (!_shared.TryGetValue(key, out var found))
        {
            _shared[key] = found = create();
        }

        return (T)found;
    }
}
