using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;
using Infra.Specification.Observability;

namespace Infra.Rules.Observability;

/// <summary>CLU206: a destination of metrics, logs or traces has an https URL, credentials that are complete, a country that is one and a
/// readable CA certificate; metrics are kept for as long as a server of a cluster can keep them.</summary>
public sealed class Destinations : ISpecRule
{
    private const int MostDays = 400;

    // Letters that no template, no YAML and no shell reads as something else.
    private static readonly Regex _endpoint = new(
        @"\Ahttps://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~%:+=,-]*)*\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var observability = platform.Observability;
        if (observability.RetentionDays is < 1 or > MostDays)
        {
            yield return Error("retentionDays", $"retentionDays is {observability.RetentionDays}. Allowed: 1 to {MostDays}.");
        }

        foreach (var finding in observability.Destinations.SelectMany(each => Check(each.Member, each.Destination)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Check(string member, DestinationSpec destination)
    {
        if (destination.Endpoint.Contains('@', StringComparison.Ordinal))
        {
            yield return Error(
                $"{member}.endpoint",
                $"the URL contains credentials and is not shown. Put them into the secret that credentialsSecret names. {Allowed(member)}");
        }
        else if (!_endpoint.IsMatch(destination.Endpoint))
        {
            yield return Error(
                $"{member}.endpoint",
                $"\"{destination.Endpoint}\" is not a valid destination. {Allowed(member)}");
        }

        if (destination.Country is { } country && country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            yield return Error(
                $"{member}.country",
                $"\"{country}\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such as DE.");
        }

        if (destination is { User: not null, CredentialsSecret: null })
        {
            yield return Error(
                $"{member}.user", "a user without a password. Name the secret with it in credentialsSecret, or leave user out.");
        }
        else if (destination.User is { } user && (user.Length == 0 || user.Contains(':', StringComparison.Ordinal)))
        {
            yield return Error($"{member}.user", $"\"{user}\" is not a user name. Allowed: text without a colon (RFC 7617, section 2).");
        }

        if (destination.CaCertificate is { } authority && !PemCertificates.Fits(authority))
        {
            yield return Error(
                $"{member}.caCertificate",
                "the value contains something other than certificates and is not shown. Allowed: PEM certificates, each starting with " +
                "-----BEGIN CERTIFICATE-----.");
        }
    }

    private static string Allowed(string member) =>
        "Allowed: an https URL with a host, an optional port and an optional path, such as " +
        (member == "metrics" ? "https://metrics.example.com/api/v1/push." : "https://otlp.example.com.");

    private static Finding Error(string member, string text) => Finding.Error("CLU206", $"observability.{member}", text);
}
