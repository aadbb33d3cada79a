using System.Text.RegularExpressions;

namespace Infra.AddOns.Contracts;

/// <summary>Forms of text that several add-ons take, and rules about what they use.</summary>
internal static partial class SettingForms
{
    /// <summary>What is wrong with names of namespaces.</summary>
    /// <param name="member">The member that holds them.</param>
    /// <param name="names">The names.</param>
    public static IEnumerable<Mistake> Namespaces(string member, IEnumerable<string> names) => names.Where(name => !IsNamespace(name))
        .Select(name => new Mistake(
            member,
            $"\"{name}\" is not the name of a namespace. Allowed: at most 63 lower-case letters, digits and hyphens, beginning and " +
            "ending with a letter or a digit."));

    /// <summary>What is wrong with the scopes that a login with OpenID Connect asks for, under <c>scopes</c>.</summary>
    public static IEnumerable<Mistake> Scopes(IEnumerable<string> scopes) => scopes.Contains("openid")
        ? []
        :
        [
            new(
                "scopes",
                "\"openid\" is missing, without which a provider answers with no identity (OpenID Connect Core 1.0, section 3.1.2.1)."),
        ];

    /// <summary>Whether a text can be the name of a namespace (RFC 1123 label).</summary>
    public static bool IsNamespace(string text) => text.Length <= 63 && Label().IsMatch(text);

    /// <summary>Whether a text is a host name of two labels or more, in lower case.</summary>
    public static bool IsHostName(string text) => text.Length <= 253 && text.Contains('.', StringComparison.Ordinal)
        && text.Split('.').All(IsNamespace);

    /// <summary>Whether a text can be the name of a node (RFC 1123 subdomain).</summary>
    public static bool IsNodeName(string text) => text.Length <= 253 && text.Split('.').All(IsNamespace);

    /// <summary>Whether a text is an https URL without user, query and fragment.</summary>
    public static bool IsHttps(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Host.Length > 0
        && url is { Query: "", Fragment: "", UserInfo: "" } && !text.Any(char.IsWhiteSpace);

    /// <summary>Whether a text is a registry as image references begin with one: <c>host[:port][/path]</c>
    /// (https://github.com/distribution/reference).</summary>
    public static bool IsRegistry(string text) => Registry().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z")]
    private static partial Regex Registry();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();
}
