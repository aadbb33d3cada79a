using System.Collections.Immutable;

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
}
