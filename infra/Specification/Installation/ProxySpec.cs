using System.Collections.Immutable;

namespace Infra.Specification.Installation;

/// <summary>An HTTP proxy between a site and the internet, used by downloads, by the distribution and by containerd.</summary>
public sealed record ProxySpec
{
    /// <summary>URL of the proxy without credentials, for example <c>http://proxy.acme.example:3128</c>.</summary>
    public required string Url { get; init; }

    /// <summary>Hosts, domains (<c>.acme.example</c>) and networks that are reached without the proxy, in addition to what the platform
    /// knows: the hosts, the registration address, the networks of the site, of pods and of services.</summary>
    public ImmutableArray<string> NoProxy { get; init; } = [];
}
