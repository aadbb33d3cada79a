using System.Security.Cryptography.X509Certificates;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV115: whom workloads trust is given as certificates: trust-manager distributes nothing at all where one of its sources is
/// none; and a root is one.</summary>
public sealed class TrustedCertificates : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        (string Member, string? Pem)[] texts =
            [("rootCertificate", platform.Trust.RootCertificate), ("certificates", platform.Trust.Certificates)];
        foreach (var (member, pem) in texts)
        {
            if (pem is not null && !PemCertificates.Fits(pem))
            {
                yield return Finding.Error(
                    "SOV115", $"trust.{member}",
                    $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
            }
        }

        foreach (var root in PemCertificates.Of(platform.Trust.RootCertificate ?? "").Where(root => !IsRoot(root)))
        {
            yield return Finding.Error(
                "SOV115", "trust.rootCertificate",
                $"{root.Subject} is not a root: it is issued by {root.Issuer}, or may not sign others. Allowed: certificates of " +
                "authorities that have signed themselves.");
        }
    }

    private static bool IsRoot(X509Certificate2 certificate) =>
        CertificateChain.IsAuthority(certificate) && CertificateChain.LeadsTo([certificate], [certificate])
        && certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
