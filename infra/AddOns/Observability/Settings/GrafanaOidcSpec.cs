using System.Collections.Immutable;
using Infra.AddOns.Contracts;

namespace Infra.AddOns.Observability.Settings;

/// <summary>Single sign-on for Grafana with OpenID Connect, as a public client with PKCE: there is no client secret to keep. Grafana does
/// not ask an issuer for its endpoints, so both are named.</summary>
public sealed record GrafanaOidcSpec
{
    /// <summary>Name of the provider on the login button.</summary>
    /// <value>SSO</value>
    public string Name { get; init; } = "SSO";

    /// <summary>URL to which users are sent, for example <c>https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize</c>.</summary>
    public required string AuthorizationUrl { get; init; }

    /// <summary>URL that gives tokens, for example <c>https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token</c>.</summary>
    public required string TokenUrl { get; init; }

    /// <summary>Client id of Grafana at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>Requested scopes; some providers add groups to the token only for a special scope.</summary>
    /// <value>openid, profile, email</value>
    public ImmutableArray<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Groups, as named in the claim <c>groups</c> of the token, whose members administer Grafana.</summary>
    public ImmutableArray<string> Administrators { get; init; } = [];

    /// <summary>Groups whose members see every dashboard; absent: everybody whom the provider lets log in does.</summary>
    public ImmutableArray<string> Viewers { get; init; } = [];

    /// <summary>The role of a user, in JMESPath over the claims; with none, Grafana refuses the login.</summary>
    internal string Role => string.Join(" || ",
    [
        .. Administrators.Select(group => Is(group, "Admin")),
        .. Viewers.IsEmpty ? ["'Viewer'"] : Viewers.Select(group => Is(group, "Viewer")),
    ]);

    /// <summary>What Grafana or the provider would refuse, or read as something else than a text.</summary>
    internal IEnumerable<Mistake> Mistakes()
    {
        (string Member, string Text)[] texts =
        [
            ("name", Name), ("authorizationUrl", AuthorizationUrl), ("tokenUrl", TokenUrl), ("clientId", ClientId),
            .. Listed("scopes", Scopes), .. Listed("administrators", Administrators), .. Listed("viewers", Viewers),
        ];
        foreach (var (member, text) in texts)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return new(member, "the text is blank.");
            }
            else if (text.FirstOrDefault(Special.Contains) is not '\0' and var letter)
            {
                // The chart and Grafana read the settings as templates, and a group stands in quotes.
                yield return new(
                    member,
                    $"\"{text}\" contains {letter}, which Grafana's settings do not take for text. Allowed: a text without {Special}.");
            }
            else if (member.EndsWith("Url", StringComparison.Ordinal) && !SettingForms.IsHttps(text))
            {
                yield return new(
                    member, $"\"{text}\" is not the URL of a provider. Allowed: https, a host, and optionally a port and a path.");
            }
        }

        foreach (var mistake in SettingForms.Scopes(Scopes))
        {
            yield return mistake;
        }
    }

    private const string Special = "'\"`\\;#${}";

    private static string Is(string group, string role) => $"contains(groups[*], '{group}') && '{role}'";

    private static IEnumerable<(string Member, string Text)> Listed(string member, ImmutableArray<string> texts) =>
        texts.Select((text, index) => ($"{member}[{index}]", text));
}
