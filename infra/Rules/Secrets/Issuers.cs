using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Secrets;

namespace Infra.Rules.Secrets;

/// <summary>CLU233: the authority of a cluster may sign, and its certificate leads to the root of the fleet.</summary>
public sealed class Issuers : ISpecRule
{
    private const string Root = "trust.rootCertificate";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.Where(cluster => cluster.Issuer is not null))
        {
            var path = $"{cluster.Path}.issuer";
            if (platform.Trust.RootCertificate is null)
            {
                yield return Finding.Error(
                    "CLU233", path,
                    $"{Root} is missing: whoever trusts the fleet trusts the root of its authorities. Give its certificate there.")
                    with { ComparedWith = [Root] };
            }

            if (Mistake(platform, cluster) is var (member, text))
            {
                yield return Finding.Error("CLU233", $"{path}.{member}", text) with { ComparedWith = [Root] };
            }
        }
    }

    private static (string Member, string Text)? Mistake(PlatformSpec platform, ClusterSpec cluster)
    {
        switch (cluster.Issuer)
        {
            case VaultIssuerSpec when cluster.Vault is null:
                return ("kind", "the cluster names no Vault. Describe it under vault.");
            case VaultIssuerSpec vault when vault.Path.Split('/') is not [{ Length: > 0 }, .., "sign", { Length: > 0 }]:
                return ("path",
                    $"\"{vault.Path}\" is not where a Vault signs. Allowed: <mount>/sign/<role>, such as pki-berlin/sign/platform.");
            case IntermediateIssuerSpec intermediate:
                return Mistake(intermediate, platform.Trust.RootCertificate);
            default:
                return null;
        }
    }

    private static (string Member, string Text)? Mistake(IntermediateIssuerSpec intermediate, string? root)
    {
        const string member = "certificate";
        var chain = PemCertificates.Of(intermediate.Certificate);
        if (chain.IsEmpty)
        {
            return (member,
                $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
        }

        if (!CertificateChain.IsAuthority(chain[0]))
        {
            return (member,
                $"the first certificate, {chain[0].Subject}, is not that of an authority, so nobody would accept what it signs. " +
                "Allowed: one with the basic constraint CA.");
        }

        var roots = PemCertificates.Of(root ?? "");
        return roots.IsEmpty || CertificateChain.LeadsTo(chain, roots)
            ? null
            : (member,
                $"the first certificate, {chain[0].Subject}, does not lead to {string.Join(" or ", roots.Select(each => each.Subject))}. " +
                $"Add the certificates between the two, or correct {Root}.");
    }
}
