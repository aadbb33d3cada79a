using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Infra.Specification.Formats;

/// <summary>Who has signed a certificate, and which key belongs to it. When a certificate is valid is nobody's question here: it would have
/// another answer tomorrow.</summary>
public static class CertificateChain
{
    /// <summary>Whether a certificate may sign others (RFC 5280, section 4.2.1.9).</summary>
    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);

    /// <summary>Whether certificates, the first by the second and so on, lead to one of some roots.</summary>
    public static bool LeadsTo(IReadOnlyList<X509Certificate2> chain, IEnumerable<X509Certificate2> roots)
    {
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.CustomTrustStore.AddRange(roots.ToArray());
        path.ChainPolicy.ExtraStore.AddRange(chain.Skip(1).ToArray());
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.DisableCertificateDownloads = true;
        path.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return path.Build(chain[0]);
    }

    /// <summary>Whether a private key, as PEM, is that of the first certificate of a text.</summary>
    public static bool HasKey(string certificate, string key)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);
            return pair.HasPrivateKey;
        }
        catch (Exception mistake) when (mistake is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
