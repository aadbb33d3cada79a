using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Sovereignty;

/// <summary>SOV110: the mirror is not in a public cloud outside the declared borders: whoever operates it can stop the platform or change
/// what it runs. A host with any other name counts as inside.</summary>
public sealed class MirrorInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (borders.Registry is { } registry && Abroad.CanTell(borders)
            && Abroad.Reason(borders, registry.Split('/')[0].Split(':')[0]) is { } reason)
        {
            yield return Finding.Error("SOV110", "sovereignty.registry", reason)
                with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] };
        }
    }
}
