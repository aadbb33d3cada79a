using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Delivery;
using Infra.Specification;

namespace Infra.Rules.Teams;

/// <summary>TEAM012: something delivers the repository of a team; it and that of the paved roads are such as Argo CD and Git read, and
/// neither is outside the declared borders.</summary>
public sealed class TeamRepositories : ISpecRule
{
    private const string Code = "TEAM012";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.GitOps?.GoldenPaths is { } roads)
        {
            foreach (var finding in GitSource.Check(
                Code, "gitOps.goldenPaths", "repository", roads.Repository, roads.Revision, roads.Path,
                roads.CredentialsSecret is not null
                    || (roads.Repository == platform.GitOps.Repository && platform.GitOps.CredentialsSecret is not null),
                platform.Sovereignty))
            {
                yield return finding;
            }
        }

        foreach (var team in platform.Teams)
        {
            if (team.Repository is not { } repository)
            {
                continue;
            }

            if (platform.GitOps is null)
            {
                yield return Finding.Error(
                    Code, $"{team.Path}.repository",
                    "nothing would deliver it: the stack has no ai-platform:gitOps. Give that, or leave repository out.")
                    with { ComparedWith = ["gitOps"] };
            }

            foreach (var finding in GitSource.Check(
                Code, $"{team.Path}.repository", "url", repository.Url, repository.Revision, repository.Path,
                repository.CredentialsSecret is not null, platform.Sovereignty))
            {
                yield return finding;
            }
        }
    }
}
