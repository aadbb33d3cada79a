using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Eks;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV006: a platform with private endpoints gets its charts and images from its own mirror; without one it still depends on
/// public sources, which a trial may accept. For an isolated cluster it is an error, SOV005.</summary>
public sealed class MirrorWherePrivate : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Sovereignty is { Endpoints: EndpointAccess.Private, Registry: null } && !MirrorWhereIsolated.Isolated(platform).Any())
        {
            yield return Finding.Warning(
                "SOV006", "sovereignty.registry", "registry is not set; endpoints are private, but charts and images still come from " +
                "public sources. Name a mirror, for example registry.example.com/mirror.")
                with { ComparedWith = ["sovereignty.endpoints"] };
        }
    }
}
