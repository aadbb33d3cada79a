using Infra.Rules.Delivery;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.Delivery;

public class RepositoriesTests
{
    private static GitOpsSpec Sound => new() { Repository = "https://git.acme.example/platform/fleet" };

    [Fact]
    public void Accepts_a_stack_without_a_repository() => Assert.Empty(Fleets.Findings<Repositories>(Fleets.Sound));

    [Theory]
    [InlineData("https://git.acme.example/platform/fleet", null)]
    [InlineData("https://git.acme.example:8443/platform/fleet.git", "token")]
    [InlineData("ssh://git@git.acme.example:2222/platform/fleet.git", "key")]
    [InlineData("git@git.acme.example:platform/fleet.git", "key")]
    public void Accepts_a_repository_of_Git(string repository, string? secret) =>
        Assert.Empty(Of(Sound with { Repository = repository, CredentialsSecret = secret }));

    [Theory]
    [InlineData("https://user:password@git.acme.example/fleet")]
    [InlineData("http://git.acme.example/fleet")]
    [InlineData("git.acme.example/fleet")]
    [InlineData("https://git.acme.example")]
    [InlineData("https://git.acme.example/{{.name}}")]
    [InlineData("https://git.acme.example/fleet?token=secret")]
    public void Rejects_anything_else_without_showing_it(string repository) => Assert.Equal(
        [
            "ADD105 error gitOps.repository: the value is not the URL of a Git repository; it is not shown, because it may hold a " +
            "password. Allowed: https://host/path, ssh://user@host/path or user@host:path, without a password.",
        ],
        Of(Sound with { Repository = repository }));

    [Fact]
    public void Rejects_SSH_without_a_key() => Assert.Equal(
        [
            "ADD105 error gitOps.credentialsSecret: \"git@git.acme.example:fleet.git\" is read by SSH, which needs a key. Name the " +
            "secret that holds it, or give the https URL.",
        ],
        Of(Sound with { Repository = "git@git.acme.example:fleet.git" }));

    [Theory]
    [InlineData("main")]
    [InlineData("releases/2026.11")]
    [InlineData("v1.2.3")]
    [InlineData("0123456789abcdef0123456789abcdef01234567")]
    public void Accepts_a_revision(string revision) => Assert.Empty(Of(Sound with { Revision = revision }));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-x")]
    [InlineData("a..b")]
    [InlineData("main/")]
    [InlineData("{{.name}}")]
    public void Rejects_what_Git_takes_for_no_revision(string revision) => Assert.Equal(
        [
            $"ADD105 error gitOps.revision: \"{revision}\" is not the name of a branch, a tag or a commit " +
            "(https://git-scm.com/docs/git-check-ref-format).",
        ],
        Of(Sound with { Revision = revision }));

    [Theory]
    [InlineData("/clusters")]
    [InlineData("clusters/")]
    [InlineData("../clusters")]
    [InlineData(".")]
    [InlineData("a b")]
    [InlineData("{{.name}}")]
    public void Rejects_what_is_no_folder(string path) => Assert.Equal(
        [
            $"ADD105 error gitOps.path: \"{path}\" is not a folder of the repository. Allowed: names of letters, digits, dots, hyphens " +
            "and underscores that begin with a letter or a digit, with a slash between them and none at either end.",
        ],
        Of(Sound with { Path = path }));

    private static string[] Of(GitOpsSpec gitOps) => Fleets.Findings<Repositories>(Fleets.Sound with { GitOps = gitOps });
}
