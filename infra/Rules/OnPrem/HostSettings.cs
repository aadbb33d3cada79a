using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Installation;

namespace Infra.Rules.OnPrem;

/// <summary>CLU161: what hosts are told can be what it says: a login name, a proxy without credentials, a folder for state, a time for
/// pods to leave.</summary>
public sealed class HostSettings : ISpecRule
{
    // useradd(8): names of at most 32 characters, as Debian and Red Hat both accept.
    private static readonly Regex _login = new(@"\A[a-z_][a-z0-9_-]{0,31}\z", RegexOptions.CultureInvariant);

    // Beside a host, what Go's httpproxy and curl know: a domain with or without a dot before it, and a port behind it.
    private static readonly Regex _bypass = new(@"\A[*]?\.?[a-z0-9.-]+(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant);

    private static readonly Regex _folder = new(@"\A(/[A-Za-z0-9][A-Za-z0-9._-]*)+\z", RegexOptions.CultureInvariant);

    // Volatile, or deleted as a whole when a host is removed.
    private static readonly string[] _unfit = ["/tmp", "/run", "/dev", "/proc", "/sys", "/boot", "/etc", "/usr", "/var/lib/kubelet"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            if (cluster.Install is not { } install)
            {
                continue;
            }

            var path = $"{cluster.Path}.install";
            if (!_login.IsMatch(install.User))
            {
                yield return Finding.Error(
                    "CLU161", $"{path}.user",
                    $"\"{install.User}\" is not a login name. Allowed: at most 32 lower-case letters, digits, '_' and '-', starting with " +
                    "a letter or '_'.");
            }

            if (install.DataDirectory is { } folder && (!_folder.IsMatch(folder) || folder.LastIndexOf('/') == 0
                || _unfit.Any(unfit => folder == unfit || folder.StartsWith($"{unfit}/", StringComparison.Ordinal))))
            {
                yield return Finding.Error(
                    "CLU161", $"{path}.dataDirectory",
                    $"\"{folder}\" cannot hold the state of a cluster; it is deleted as a whole when its host is removed. Allowed: an " +
                    $"absolute path of at least two folders outside of {string.Join(", ", _unfit)}, such as /data/rke2.");
            }

            if (install.DrainMinutes is < 0 or > 60)
            {
                yield return Finding.Error(
                    "CLU161", $"{path}.drainMinutes", $"drainMinutes is {install.DrainMinutes}. Allowed: 0 (never) to 60.");
            }

            foreach (var finding in Proxy(path, install.Proxy))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Proxy(string path, ProxySpec? proxy)
    {
        if (proxy is null)
        {
            yield break;
        }

        if (proxy.Url.Contains('@', StringComparison.Ordinal))
        {
            yield return Finding.Error(
                "CLU161", $"{path}.proxy.url",
                "the URL contains credentials and is not shown; hosts would keep them in files that everybody may read. Let the proxy " +
                "know the hosts by their addresses.");
        }
        else if (!Uri.TryCreate(proxy.Url, UriKind.Absolute, out var url) || url is not { Scheme: "http" or "https", PathAndQuery: "/" }
            || !Hosts.IsHost(url.Host))
        {
            yield return Finding.Error(
                "CLU161", $"{path}.proxy.url",
                $"\"{proxy.Url}\" is not the URL of a proxy. Allowed: http or https with a host and a port, such as " +
                "http://proxy.example.com:3128.");
        }

        for (var i = 0; i < proxy.NoProxy.Length; i++)
        {
            if (Ipv4Range.OfNetwork(proxy.NoProxy[i]) is null && !_bypass.IsMatch(proxy.NoProxy[i]))
            {
                yield return Finding.Error(
                    "CLU161", $"{path}.proxy.noProxy[{i}]",
                    $"\"{proxy.NoProxy[i]}\" is nothing that a proxy can be left out for. Allowed: a host, a domain such as " +
                    ".example.com, or a network in CIDR notation.");
            }
        }
    }
}
