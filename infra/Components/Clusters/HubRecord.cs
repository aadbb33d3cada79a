using System.Collections.Immutable;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
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

    /// <summary>A hub of another stack.</summary>
    /// <param name="hub">What that stack exports.</param>
    /// <param name="owner">The stack; nothing is created below it, because only the stack of a hub can make an account trust its
    /// issuer.</param>
    public static HubRecord Of(HubSpec hub, Resource owner) => new(owner)
    {
        Issuer = hub.Issuer is { } issuer ? Output.Create(issuer) : null,
        Roles = [.. hub.Roles.Select(Output.Create)],
        Addresses = [.. hub.Addresses.Select(Output.Create)],
    };

    /// <summary>The value of <c>ai-platform:hub</c> for the stacks of members (<see cref="HubSpec"/>).</summary>
    /// <param name="hub">The specification of the cluster.</param>
    public Output<ImmutableDictionary<string, object>> Export(ClusterSpec hub) => Output.Tuple(
        Issuer ?? Output.Create(""), Output.All(Roles.Select(role => (Input<string>)role).ToImmutableArray()),
        Output.All(Addresses.Select(address => (Input<string>)address).ToImmutableArray()))
        .Apply(facts =>
        {
            var all = ImmutableDictionary.CreateBuilder<string, object>();
            all["name"] = hub.Name;
            all["roles"] = facts.Item2;
            all["addresses"] = facts.Item3;
            if (facts.Item1.Length > 0)
            {
                all["issuer"] = facts.Item1;
            }

            if (hub.NetworkCidr is { } network)
            {
                all["network"] = network;
            }

            return all.ToImmutable();
        });

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
