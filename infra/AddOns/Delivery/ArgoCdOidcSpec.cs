using System.Collections.Immutable;
using Infra.AddOns.Contracts;

namespace Infra.AddOns.Delivery;

/// <summary>Single sign-on for Argo CD with OpenID Connect, as a public client with PKCE: there is no client secret to keep.</summary>
public sealed record ArgoCdOidcSpec
{
    /// <summary>Name of the provider on the login button.</summary>
    /// <value>SSO</value>
    public string Name { get; init; } = "SSO";

    /// <summary>URL of the issuer, for example <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>Client id of Argo CD at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>Requested scopes; some providers add groups to the token only for a special scope.</summary>
    /// <value>openid, profile, email</value>
    public ImmutableArray<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Groups, as named in the token, whose members administer Argo CD.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];

    /// <summary>What Argo CD or the provider would refuse, or read as something else than a text.</summary>
    internal IEnumerable<Mistake> Mistakes()
    {
        // Argo CD replaces a text that begins with a dollar sign by a value of its own secret (ReplaceStringSecret in
        // util/settings/settings.go).
        (string Member, string Text)[] texts =
        [
            ("name", Name), ("issuer", Issuer), ("clientId", ClientId),
            .. Scopes.Select((scope, index) => ($"scopes[{index}]", scope)),
        ];
        foreach (var (member, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return new(member, "the text is blank.");
            }
            else if (text[0] == '$')
            {
                yield return new(
                    member,
                    $"\"{text}\" begins with a dollar sign, so Argo CD looks for a key of its secret with that name. Allowed: a text " +
                    "that begins with another character.");
            }
            else if (member == "issuer" && !SettingForms.IsHttps(Issuer))
            {
                yield return new(
                    member,
                    $"\"{Issuer}\" is not the URL of an issuer. Allowed: https, a host, and optionally a port and a path (OpenID Connect " +
                    "Discovery 1.0, section 3).");
            }
        }

        foreach (var mistake in SettingForms.Scopes(Scopes))
        {
            yield return mistake;
        }

        foreach (var (group, index) in Administrators.Select((group, index) => (group, index)))
        {
            if (string.IsNullOrWhiteSpace(group))
            {
                yield return new($"administrators[{index}]", "the name of the group is blank.");
            }
            else if (_roles.Any(prefix => group.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return new(
                    $"administrators[{index}]",
                    $"\"{group}\" is a role of Argo CD and not a group: everybody who has the role would become an administrator. " +
                    $"Allowed: a name that does not begin with {string.Join(" or ", _roles)}.");
            }
        }
    }

    // How Argo CD names its roles, built-in and of projects (https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/).
    private static readonly ImmutableArray<string> _roles = ["role:", "proj:"];
}
