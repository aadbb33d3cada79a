using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Infra.Specification.Formats;

/// <summary>Certificates as text (RFC 7468).</summary>
public static class PemCertificates
{
    /// <summary>What a text must be, for a message.</summary>
    public const string Form = "PEM certificates, each starting with -----BEGIN CERTIFICATE-----";

    /// <summary>The certificates of a text, in its order; empty if it has none, or something that must not be shown.</summary>
    public static ImmutableArray<X509Certificate2> Of(string pem)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return pem.Contains("PRIVATE KEY", StringComparison.Ordinal) ? [] : [.. certificates];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    /// <summary>Whether a text is certificates and nothing that must not be shown.</summary>
    public static bool Fits(string pem) => !Of(pem).IsEmpty;
}
