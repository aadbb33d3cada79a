using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Delivery;

/// <summary>ADD106: the repository is not in a public cloud outside the declared borders: whoever operates it can change what every cluster
/// runs. A host with any other name counts as inside, as with the mirror (SOV110).</summary>
public sealed class RepositoryInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.GitOps is { } gitOps && GitSource.OutsideReason(platform.Sovereignty, gitOps.Repository) is { } reason)
        {
            yield return Finding.Error("ADD106", "gitOps.repository", reason)
                with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] };
        }
    }
}
