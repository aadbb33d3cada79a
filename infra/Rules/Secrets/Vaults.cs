using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;

namespace Infra.Rules.Secrets;

/// <summary>CLU231: a Vault has an https URL without a path, mounts that are paths, and certificates for its authority.</summary>
public sealed class Vaults : ISpecRule
{
    // As in the API: segments of letters, digits and few other characters, without a slash at either end.
    private static readonly Regex _mount = new(@"\A[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (cluster.Vault is not { } vault)
            {
                continue;
            }

            var path = $"{cluster.Path}.vault";
            if (!Uri.TryCreate(vault.Address, UriKind.Absolute, out var address)
                || address is not { Scheme: "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
                || vault.Address.EndsWith('/') || vault.Address.Any(letter => letter is <= ' ' or > '~'))
            {
                yield return Finding.Error(
                    "CLU231", $"{path}.address",
                    $"{Shown(vault.Address)} is not the address of a Vault. Allowed: an https URL with a host and an optional port, " +
                    "without a path, such as https://vault.example.com:8200.");
            }

            (string Member, string? Path)[] mounts =
                [("authMount", vault.AuthMount), ("secretsMount", vault.SecretsMount), ("namespace", vault.Namespace)];
            foreach (var (member, mount) in mounts)
            {
                if (mount is not null && !_mount.IsMatch(mount))
                {
                    yield return Finding.Error(
                        "CLU231", $"{path}.{member}",
                        $"\"{mount}\" is not a path in a Vault. Allowed: letters, digits, \".\", \"_\" and \"-\", with slashes between " +
                        "them.");
                }
            }

            if (vault.CaCertificate is { } authority && !PemCertificates.Fits(authority))
            {
                yield return Finding.Error(
                    "CLU231", $"{path}.caCertificate",
                    $"the value contains something other than certificates and is not shown. Allowed: {PemCertificates.Form}.");
            }
        }
    }

    // What stands before an @ may be a password.
    private static string Shown(string address) =>
        address.Contains('@', StringComparison.Ordinal) ? "a URL with credentials, which is not shown," : $"\"{address}\"";
}
