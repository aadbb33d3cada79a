using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Facts;
using Infra.Facts.Delivery;
using Infra.Specification.Delivery;
using Pulumi;

namespace Infra.Components.Clusters;

/// <summary>What crosses from a member to its hub: all that Argo CD must know of a cluster to deploy to it.</summary>
/// <param name="Name">Name of the cluster.</param>
/// <param name="Labels">Labels by which ApplicationSets select it.</param>
/// <param name="Server">URL of its API, as the hub reaches it.</param>
/// <param name="Authority">Certificates of the authority of its API, in PEM and base64.</param>
/// <param name="Login">How to log in: the members of Argo CD's cluster configuration beside TLS, as JSON; a secret where it holds a
/// token.</param>
/// <param name="Ready">What must exist before the login works.</param>
public sealed record MemberRecord(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    Output<string> Server,
    Output<string> Authority,
    Output<string> Login,
    IReadOnlyList<Resource> Ready)
{
    /// <summary>The login as the stack of a hub is told of it, without a secret; absent where no other stack is.</summary>
    public Output<ImmutableDictionary<string, string>>? Facts { get; init; }

    /// <summary>The token that the login consists of, a secret; absent for any other login.</summary>
    public Output<string>? Token { get; init; }

    /// <summary>The token with which the hub's Kueue starts work in the cluster, a secret; absent where it dispatches none to it.</summary>
    public Output<string>? DispatchToken { get; init; }

    /// <summary>A member of another stack.</summary>
    /// <param name="member">What that stack exports.</param>
    /// <param name="secret">The value of a secret configuration key by its name.</param>
    public static MemberRecord Of(MemberSpec member, Func<string, Output<string>> secret) => new(
        member.Name,
        member.Labels,
        Output.Create(member.Endpoint),
        Output.Create(member.Authority),
        member.Login switch
        {
            RoleLogin login => Output.Create(MemberLogins.ByRole(login.Cluster, login.Role).ToJsonString()),
            IdentityLogin login => Output.Create(ByIdentity(login, FleetDelivery.Kind(member)).ToJsonString()),
            TokenLogin login => Output.CreateSecret(secret(login.TokenSecret))
                .Apply(token => MemberLogins.ByToken(token).ToJsonString()),
            _ => throw new NotSupportedException($"A hub cannot log in by {member.Login.GetType().Name}."),
        },
        []);

    /// <summary>An element of <c>ai-platform:members</c> for the stack of the hub (<see cref="MemberSpec"/>). A cloud returns endpoint and
    /// authority together with credentials, but they are none.</summary>
    /// <exception cref="InvalidOperationException">The record is not of a member of this stack.</exception>
    public Output<ImmutableDictionary<string, object>> Export() => Output.Tuple(
        Output.Unsecret(Server),
        Output.Unsecret(Authority),
        Facts ?? throw new InvalidOperationException($"{Name} is not a member of this stack."))
        .Apply(facts => new Dictionary<string, object>
        {
            ["name"] = Name,
            ["labels"] = Labels.ToImmutableDictionary(),
            ["endpoint"] = facts.Item1,
            ["authority"] = facts.Item2,
            ["login"] = facts.Item3,
        }.ToImmutableDictionary());

    private static JsonObject ByIdentity(IdentityLogin login, string kind)
    {
        var cloud = Clouds.Azure(login.Cloud);
        return MemberLogins.ByIdentity(cloud.LoginEnvironment, cloud.Login, kind, login.Client, login.Tenant);
    }
}
