using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Rules.Delivery;

/// <summary>ADD106: the repository is not in a public cloud outside the declared borders: whoever operates it can change what every cluster
/// runs. A host with any other name counts as inside, as with the mirror (SOV110).</summary>
public sealed class RepositoryInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (platform.GitOps is { } gitOps && Host(gitOps.Repository) is { } host && Abroad.CanTell(borders)
            && Abroad.Reason(borders, host) is { } reason)
        {
            yield return Finding.Error("ADD106", "gitOps.repository", reason)
                with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] };
        }
    }

    // https://host/path, ssh://user@host/path, user@host:path
    private static string? Host(string repository)
    {
        var rest = repository[(repository.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        var end = rest.IndexOfAny(['/', ':']);
        var host = (end < 0 ? rest : rest[..end]).Split('@')[^1];
        return host.Length == 0 ? null : host;
    }
}
