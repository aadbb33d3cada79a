using System.Collections.Immutable;

namespace Infra.AddOns.Delivery;

/// <summary>Single sign-on for Argo CD by OpenID Connect, as a public client with PKCE: there is no client secret to keep.</summary>
public sealed record ArgoCdOidcSpec
{
    /// <summary>Name of the provider on the login button.</summary>
    /// <value>SSO</value>
    public string Name { get; init; } = "SSO";

    /// <summary>URL of the issuer, for example <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>Client id that the provider knows Argo CD by.</summary>
    public required string ClientId { get; init; }

    /// <summary>Scopes asked for; some providers put groups into the token only for a scope of their own.</summary>
    /// <value>openid, profile, email</value>
    public ImmutableArray<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Groups, as the token names them, whose members administer Argo CD.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];
}
