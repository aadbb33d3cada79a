using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.Delivery;

/// <summary>CLU211: the hub reaches the API of a site at a URL.</summary>
public sealed class ApiEndpoints : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters.OfType<OnPremClusterSpec>()
        where cluster.ApiEndpoint is { } text && !IsEndpoint(text)
        select Finding.Error(
            "CLU211", $"{cluster.Path}.apiEndpoint",
            $"\"{cluster.ApiEndpoint}\" is not the URL of a Kubernetes API. Allowed: https, a host, and optionally a port, such as " +
            "https://10.30.0.10:6443.");

    /// <summary>Whether a text is the URL of an API.</summary>
    internal static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '/' or '.' or '-' or '[' or ']')
        && url.AbsolutePath == "/" && !text.EndsWith('/') && url.Host.Length > 0;
}
