using System.Text;
using System.Text.RegularExpressions;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU075: a host key is of a host of the cluster, and has the form in which <c>ssh-keyscan</c> prints it.</summary>
public sealed class HostKeys : ISpecRule
{
    private static readonly Regex _publicKey = new(
        @"\A(?<type>ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) (?<key>[A-Za-z0-9+/]+={0,2})\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Install is not { } install)
                continue;
            var hosts = install.Servers.Concat(cluster.Pools.SelectMany(pool => pool.Hosts)).Distinct().ToList();
            foreach (var (host, key) in install.HostKeys)
            {
                var path = $"{cluster.Path}.install.hostKeys.{host}";
                if (!hosts.Contains(host))
                    yield return Finding.Error(
                        "CLU075", path,
                        $"\"{host}\" is no host of this cluster.{Spelling.DidYouMean(host, hosts)} Allowed: {Spelling.List(hosts)}.")
                        with { ComparedWith = [$"{cluster.Path}.install.servers", $"{cluster.Path}.pools", .. cluster.Pools.Select(pool => $"{pool.Path}.hosts")] };
                else if (!IsKey(key))
                    // What is no public key may be a private one.
                    yield return Finding.Error(
                        "CLU075", path,
                        "the value given is not a public SSH key, and is not shown since it may be a private one. Allowed: a type and a key in " +
                        $"Base64, such as ssh-ed25519 AAAA…; print it with: ssh-keyscan -t ed25519 {host}");
            }
        }
    }

    // A key in Base64 says its own type once more, after the four bytes of that type's length (RFC 4253, section 6.6).
    private static bool IsKey(string text)
    {
        if (_publicKey.Match(text) is not { Success: true } match)
            return false;
        var type = match.Groups["type"].Value;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(match.Groups["key"].Value, key, out var length)
            && length > 4 + type.Length
            && Encoding.ASCII.GetString(key, 4, type.Length) == type;
    }
}
