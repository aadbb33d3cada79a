using Infra.Cli.StackFiles;
using Infra.Specification.Reading;
using Infra.Specification.Teams;
using Infra.Stacks;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Specification;

/// <summary>docs/teams.md tells all that can be said of a team, and what it shows can be copied.</summary>
public class TeamsPageTests
{
    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "teams.md"));

    [Theory]
    [InlineData(typeof(GroupSpec), "")]
    [InlineData(typeof(TeamSpec), "")]
    [InlineData(typeof(TeamClustersSpec), "clusters.")]
    [InlineData(typeof(ShareSpec), "gpus[].")]
    [InlineData(typeof(TeamRepositorySpec), "repository.")]
    [InlineData(typeof(EgressSpec), "")]
    public void Names_every_member(Type record, string prefix) => Assert.All(
        // Those with members of their own are told member by member.
        RecordContract.Of(record).Members.Where(member => member.Name is not ("clusters" or "gpus" or "repository")),
        member => Assert.Contains($"\n| `{prefix}{member.Name}` |", _page, StringComparison.Ordinal));

    [Fact]
    public void Has_a_team_to_add_that_is_accepted()
    {
        var dev = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml")).Split("  ai-platform:groups:")[0];
        using var project = new ProjectFolder(
            $"{dev}{string.Concat(Block().Split('\n').Select(line => $"  {line}\n"))}" +
            Secrets("lab-kubeconfig", "lab-s3", "plant-kubeconfig", "plant-s3"));

        Assert.Empty(SoundStack.Others(Preflight.Check(StackFile.Read(project.Directory, "test")).Findings));
    }

    private static string Block() => _page.Split("```yaml\n")[1].Split("```")[0];

    private static string Secrets(params string[] names) =>
        string.Concat(names.Select(name => $"  ai-platform:{name}: {{ secure: \"v1:AAAA\" }}\n"));
}
