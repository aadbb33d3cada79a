using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Delivery;

/// <summary>ADD105: the repository, its revision and its folder are such as Argo CD and Git read.</summary>
public sealed class Repositories : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) => platform.GitOps is { } gitOps
        ? GitSource.Check(
            "ADD105", "gitOps", "repository", gitOps.Repository, gitOps.Revision, gitOps.Path, gitOps.CredentialsSecret is not null)
        : [];
}
