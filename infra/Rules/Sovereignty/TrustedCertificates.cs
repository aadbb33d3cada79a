using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV115: whom workloads trust is given as certificates: trust-manager distributes nothing at all where one of its sources is
/// none.</summary>
public sealed class TrustedCertificates : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Trust.Certificates is { } pem && !PemCertificates.Fits(pem))
        {
            yield return Finding.Error(
                "SOV115", "trust.certificates",
                $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
        }
    }
}
