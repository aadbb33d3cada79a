using System.Text.RegularExpressions;
using Infra.Catalogue;
using Infra.Facts.OnPrem;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU162: the digest of the release is in the stack. A checksum that comes from where the release comes from is replaced together
/// with it.</summary>
public sealed class ReleaseDigests : ISpecRule
{
    private static readonly Regex _sha256 = new(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster is not { Install: { } install, Distribution: Distribution.Rke2 or Distribution.K3s })
            {
                continue;
            }

            var (path, distribution) = ($"{cluster.Path}.install.digests", RancherDistribution.Of(cluster));
            if (install.Digests.IsEmpty)
            {
                yield return Finding.Error(
                    "CLU162", path,
                    $"the digest of {install.Release} is missing; whoever replaces the release on its way would be root on every host. " +
                    $"Read it where you trust it: curl -fsSL {distribution.Releases}/" +
                    $"{Uri.EscapeDataString(install.Release)}/sha256sum-amd64.txt | grep ' {distribution.File("amd64")}$'")
                    with { ComparedWith = [$"{cluster.Path}.install.release"] };
            }

            foreach (var (architecture, digest) in install.Digests)
            {
                if (architecture is not ("amd64" or "arm64"))
                {
                    yield return Finding.Error(
                        "CLU162", path, $"\"{architecture}\" is not an architecture of hosts. Allowed: amd64, arm64.");
                }
                else if (!_sha256.IsMatch(digest))
                {
                    yield return Finding.Error(
                        "CLU162", $"{path}.{architecture}",
                        $"\"{digest}\" is not a SHA-256 digest. Allowed: 64 digits and letters from a to f.");
                }
            }
        }
    }
}
