using Infra.Rules.Teams;
using Infra.Specification.Delivery;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class TeamRepositoriesTests
{
    private static readonly GitOpsSpec _gitOps = new() { Repository = "https://git.acme.example/platform/fleet" };

    private static readonly TeamRepositorySpec _repository = new() { Url = "https://git.acme.example/vision/apps" };

    private static readonly GoldenPathsSpec _roads = new() { Repository = "https://git.acme.example/platform/ai-platform" };

    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<TeamRepositories>(Fleets.Sound));

    [Fact]
    public void Accepts_a_team_without_a_repository() => Assert.Empty(Of(null, null));

    [Theory]
    [InlineData("https://git.acme.example:8443/vision/apps.git", null)]
    [InlineData("ssh://git@git.acme.example/vision/apps.git", "key")]
    [InlineData("git@git.acme.example:vision/apps.git", "key")]
    public void Accepts_a_repository_that_something_delivers(string url, string? secret) => Assert.Empty(
        Of(_gitOps with { GoldenPaths = _roads }, _repository with { Url = url, CredentialsSecret = secret, Path = "teams/vision" }));

    [Fact]
    public void Accepts_paved_roads_with_the_key_of_the_same_repository() => Assert.Empty(Of(
        new()
        {
            Repository = "git@git.acme.example:platform", CredentialsSecret = "key",
            GoldenPaths = new() { Repository = "git@git.acme.example:platform" },
        },
        _repository));

    [Fact]
    public void Rejects_a_repository_that_nothing_delivers() => Assert.Equal(
        [
            "TEAM012 error teams[0].repository: nothing would deliver it: the stack has no ai-platform:gitOps. Give that, or leave " +
            "repository out.",
        ],
        Of(null, _repository));

    [Theory]
    [InlineData("https://vision:hunter2@git.acme.example/apps")]
    [InlineData("https://hunter2@git.acme.example/apps")]
    [InlineData("ssh://git:hunter2@git.acme.example/apps")]
    [InlineData("https://git.acme.example/apps?token=hunter2")]
    [InlineData("https://hunter2@github.com/acme/apps")]
    [InlineData("http://git.acme.example/hunter2")]
    [InlineData("hunter2")]
    public void Rejects_what_is_no_URL_without_showing_it(string url)
    {
        var findings = Of(_gitOps with { GoldenPaths = _roads with { Repository = url } }, _repository with { Url = url });

        Assert.Equal(
            [
                "TEAM012 error gitOps.goldenPaths.repository: the value is not the URL of a Git repository; it is not shown, because it " +
                "may hold a password. Allowed: https://host/path, ssh://user@host/path or user@host:path, without a password.",
                "TEAM012 error teams[0].repository.url: the value is not the URL of a Git repository; it is not shown, because it may " +
                "hold a password. Allowed: https://host/path, ssh://user@host/path or user@host:path, without a password.",
            ],
            findings);
    }

    [Fact]
    public void Rejects_SSH_without_a_key() => Assert.Equal(
        [
            "TEAM012 error gitOps.goldenPaths.credentialsSecret: \"git@git.acme.example:roads\" is read by SSH, which needs a key. Name " +
            "the secret that holds it, or give the https URL.",
            "TEAM012 error teams[0].repository.credentialsSecret: \"git@git.acme.example:apps\" is read by SSH, which needs a key. Name " +
            "the secret that holds it, or give the https URL.",
        ],
        Of(
            _gitOps with { GoldenPaths = new() { Repository = "git@git.acme.example:roads" } },
            _repository with { Url = "git@git.acme.example:apps" }));

    [Fact]
    public void Rejects_a_revision_and_a_folder_that_are_none() => Assert.Equal(
        [
            "TEAM012 error teams[0].repository.revision: \"{{.values}}\" is not the name of a branch, a tag or a commit " +
            "(https://git-scm.com/docs/git-check-ref-format).",
            "TEAM012 error teams[0].repository.path: \"../platform\" is not a folder of the repository. Allowed: names of letters, " +
            "digits, dots, hyphens and underscores that begin with a letter or a digit, with a slash between them and none at either end.",
        ],
        Of(_gitOps, _repository with { Revision = "{{.values}}", Path = "../platform" }));

    [Fact]
    public void Rejects_a_host_outside_the_borders() => Assert.Equal(
        [
            "TEAM012 error gitOps.goldenPaths.repository: \"git-codecommit.us-east-1.amazonaws.com\" is in US; this platform allows eu.",
            "TEAM012 error teams[0].repository.url: \"git-codecommit.us-east-1.amazonaws.com\" is in US; this platform allows eu.",
        ],
        Of(
            _gitOps with { GoldenPaths = _roads with { Repository = "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/roads" } },
            _repository with { Url = "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/apps" }));

    private static string[] Of(GitOpsSpec? gitOps, TeamRepositorySpec? repository) => Fleets.Findings<TeamRepositories>(
        Fleets.Sound.With(Fleets.Team with { Repository = repository }) with { GitOps = gitOps });
}
