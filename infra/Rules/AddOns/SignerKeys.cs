using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.AddOns;

/// <summary>ADD122: whose signatures count is given as public keys and certificates: one key a text, of an algorithm that is verified, and
/// certificates of authorities or of signers that have signed themselves (filterValidCerts in pkg/verifier/notation/truststore.go of
/// notaryproject/ratify).</summary>
public sealed class SignerKeys : ISpecRule
{
    private const string Begin = "-----BEGIN ";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        from ratify in AddOn.Of(cluster).OfType<Ratify>()
        from finding in Check(ratify, $"{cluster.Path}.addOns.ratify")
        select finding;

    private static IEnumerable<Finding> Check(Ratify ratify, string path)
    {
        foreach (var (index, pem) in ratify.PublicKeys.Index().Where(key => !IsKey(key.Item)))
        {
            yield return Finding.Error(
                "ADD122", $"{path}.publicKeys[{index}]",
                "the value is not a public key and is not shown. Allowed: one key of ECDSA on P-256, P-384 or P-521, RSA or Ed25519 as " +
                $"PEM, which starts with {Begin}PUBLIC KEY-----, as in cosign.pub.");
        }

        foreach (var (index, pem) in ratify.Certificates.Index())
        {
            if (!PemCertificates.Fits(pem))
            {
                yield return Finding.Error(
                    "ADD122", $"{path}.certificates[{index}]",
                    $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
            }

            foreach (var signer in PemCertificates.Of(pem).Where(each => !IsTrusted(each)))
            {
                yield return Finding.Error(
                    "ADD122", $"{path}.certificates[{index}]",
                    $"{signer.Subject} is not an authority, and {signer.Issuer} has signed it, so it would be left out. Allowed: " +
                    "certificates of authorities, and of signers that have signed themselves.");
            }
        }
    }

    // A second key in the same text would be left out.
    private static bool IsKey(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != "PUBLIC KEY" || pem.Split(Begin).Length != 2)
        {
            return false;
        }

        try
        {
            var key = PublicKey.CreateFromSubjectPublicKeyInfo(Convert.FromBase64String(pem[fields.Base64Data]), out _);
            return key.Oid.Value switch
            {
                "1.2.840.10045.2.1" => IsVerified(key.GetECDsaPublicKey()),
                "1.2.840.113549.1.1.1" => key.GetRSAPublicKey() is not null,
                "1.3.101.112" => true,
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // processAKVSignature in pkg/verifier/cosign/cosign.go.
    private static bool IsVerified(ECDsa? key) => key?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value
        is "1.2.840.10045.3.1.7" or "1.3.132.0.34" or "1.3.132.0.35";

    private static bool IsTrusted(X509Certificate2 certificate) => CertificateChain.IsAuthority(certificate)
        || certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
