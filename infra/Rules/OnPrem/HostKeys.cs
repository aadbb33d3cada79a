using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU070: the SSH host key of every host of an installed cluster is known. A host receives the cluster's token and the
/// credentials of the object store; without a key, any machine that answers at the address would receive them. No two hosts have the
/// same key: a machine that was copied with its key can take the place of the other.</summary>
public sealed class HostKeys : ISpecRule
{
    // No RSA: the provider would request signatures with SHA-1, which OpenSSH has refused since 8.8 (pulumi-command,
    // provider/pkg/provider/remote/connection.go; https://www.openssh.org/txt/release-8.8).
    private static readonly ImmutableArray<string> _types =
        ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var owners = new Dictionary<string, (string Region, string Host, string Path)>(StringComparer.Ordinal);
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Install is not { } install)
            {
                continue;
            }

            var path = $"{cluster.Path}.install.hostKeys";
            var hosts = install.Servers.Concat(cluster.Pools.SelectMany(pool => pool.Hosts)).Where(Hosts.IsHost).Distinct().ToList();
            var unknown = hosts.Where(host => !install.HostKeys.ContainsKey(host)).ToList();
            if (unknown.Count > 0)
            {
                yield return Finding.Error(
                    "CLU070", path,
                    $"the SSH host key is missing for {string.Join(", ", unknown)}; without it, any machine that answers at the " +
                    $"address would receive the cluster's token. Print the keys with: ssh-keyscan -t ed25519 {string.Join(' ', unknown)}");
            }

            foreach (var (host, key) in install.HostKeys)
            {
                if (!hosts.Contains(host))
                {
                    yield return Finding.Error(
                        "CLU070", path, $"\"{host}\" is not a host of this cluster. Allowed: {string.Join(", ", hosts)}.")
                        with { ComparedWith = [$"{cluster.Path}.install.servers", .. cluster.Pools.Select(pool => $"{pool.Path}.hosts")] };
                }
                else if (!IsKey(key.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                {
                    yield return Finding.Error(
                        "CLU070", $"{path}.{host}",
                        $"\"{key.Split(' ')[0]} …\" is not a supported SSH host key. Allowed: the key that ssh-keyscan -t ed25519 {host} " +
                        $"prints after the address, of type {string.Join(", ", _types)}.");
                }
                else if (!owners.TryAdd(Key(key), (cluster.Region, host, $"{path}.{host}"))
                    && owners[Key(key)] is var owner && (owner.Region, owner.Host) != (cluster.Region, host))
                {
                    yield return Finding.Error(
                        "CLU070", $"{path}.{host}",
                        $"the key is also that of {owner.Path}, so neither host can be told from the other. Make new keys on " +
                        "the one that was copied: rm /etc/ssh/ssh_host_*; ssh-keygen -A")
                        with { ComparedWith = [owner.Path] };
                }
            }
        }
    }

    // A comment may follow the key.
    private static string Key(string key) => key.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];

    // RFC 4253, 6.6: the key begins with the length of its type, followed by the type.
    private static bool IsKey(string[] words)
    {
        if (words.Length < 2 || !_types.Contains(words[0]))
        {
            return false;
        }

        var type = words[0];
        var key = new byte[words[1].Length];
        return Convert.TryFromBase64String(words[1], key, out var length)
            && length > 4 + type.Length
            && BinaryPrimitives.ReadInt32BigEndian(key) == type.Length
            && Encoding.ASCII.GetString(key, 4, type.Length) == type;
    }
}
