using Infra.Rules.Delivery;

namespace Infra.Tests.Rules.Delivery;

public class RepositoryInsideTests
{
    [Fact]
    public void Accepts_a_stack_without_a_repository() => Assert.Empty(Fleets.Findings<RepositoryInside>(Fleets.Sound));

    [Theory]
    [InlineData("https://git.acme.example/fleet", "eu")]
    [InlineData("https://github.com/acme/fleet", "eu,us")]
    [InlineData("ssh://key@git-codecommit.eu-central-1.amazonaws.com/v1/repos/fleet", "eu,us")]
    public void Accepts_a_host_inside_or_one_that_says_nothing(string repository, string operators) =>
        Assert.Empty(Of(repository, operators));

    [Theory]
    [InlineData("https://github.com/acme/fleet", "\"github.com\" is operated under the law of us; this platform allows eu.")]
    [InlineData("git@gitlab.com:acme/fleet.git", "\"gitlab.com\" is operated under the law of us; this platform allows eu.")]
    [InlineData("https://acme@dev.azure.com/acme/fleet", "\"dev.azure.com\" is operated under the law of us; this platform allows eu.")]
    public void Rejects_a_host_under_the_law_of_another_country(string repository, string expected) =>
        Assert.Equal([$"ADD106 error gitOps.repository: {expected}"], Of(repository, "eu"));

    [Fact]
    public void Rejects_a_host_abroad() => Assert.Equal(
        [
            "ADD106 error gitOps.repository: \"git-codecommit.us-east-1.amazonaws.com\" is in US; this platform allows eu.",
        ],
        Of("ssh://key@git-codecommit.us-east-1.amazonaws.com/v1/repos/fleet", "eu,us"));

    private static string[] Of(string repository, string operators) => Fleets.Findings<RepositoryInside>(Fleets.Sound with
    {
        GitOps = new() { Repository = repository },
        Sovereignty = Fleets.Sovereignty with { Operators = [.. operators.Split(',')] },
    });
}
