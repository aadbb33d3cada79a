using Infra.Cli.New.Writing;
using Infra.Cli.StackFiles;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

/// <summary><c>new team</c> adds what a person would add, changes nothing else, and writes nothing where the rules find
/// something.</summary>
public sealed class NewTeamTests
{
    private static readonly string[] _speech =
    [
        "new", "team", "speech", "test", "--owners", "speech", "--cost-centre", "4720", "--data-class", "internal",
        "--cpu", "16", "--memory", "64",
    ];

    private static readonly string[] _known =
        ["--aws", "arn:aws:iam::111122223333:role/speech", "--azure", "00000000-0000-4000-8000-00000000b003"];

    private static readonly string[] _small = ["--cost-centre", "1", "--data-class", "internal"];

    private static string Dev => File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));

    [Fact]
    public async Task Adds_a_team_and_its_group_and_leaves_all_else_as_it_was()
    {
        var before = Dev.Split('\n');
        using var project = new ProjectFolder(Dev);

        var (exitCode, output, error) = await project.RunAsync(
            [
                .. _speech, .. _known, "--clusters", "frankfurt, sweden", "--gpus", "frankfurt/inference=4+4,sweden/inference=2",
                "--storage", "200",
            ]);

        Assert.Equal((0, ""), (exitCode, error));
        var after = Stack(project).Split('\n');
        var (group, team) = (Array.IndexOf(before, "  ai-platform:teams:"), Array.IndexOf(after, "    - name: speech"));
        Assert.Equal(
            [
                """    - { name: speech, aws: [arn:aws:iam::111122223333:role/speech], azure: "00000000-0000-4000-8000-00000000b003" }""",
                "    - name: speech",
                "      owners: [speech] # groups that work in its namespace",
                "      costCentre: \"4720\"",
                "      dataClass: internal",
                "      clusters: { names: [frankfurt, sweden] }",
                "      gpus: # its own, and more of them while nobody else does",
                "        - { pool: inference, cluster: frankfurt, guaranteed: 4, borrowable: 4 }",
                "        - { pool: inference, cluster: sweden, guaranteed: 2 }",
                "      cpu: 16 # what all its pods request at most, on each cluster",
                "      memoryGiB: 64",
                "      storageGiB: 200",
                "      # egress: [{ cidr: 10.0.8.0/24, ports: [443] }] # what its pods reach outside: nothing that is not listed",
            ],
            after[team..(team + 12)].Prepend(after[group]));
        Assert.Equal(before, after.Where((_, row) => row != group && (row < team || row >= team + 12)));
        Assert.StartsWith("The group speech is new.\nAdded to Pulumi.test.yaml, line ", output, StringComparison.Ordinal);
        Assert.EndsWith("See what follows from it: platform plan test\n", output, StringComparison.Ordinal);
        Assert.Equal(2, project.Directory.GetFiles().Length);
    }

    [Theory]
    [InlineData("TEAM003 error teams[4].owners[0]: the group \"speech\" has no aws, by which frankfurt (eks) would know it.")]
    [InlineData("TEAM006 error teams[4].gpus[0].guaranteed: ", "--aws", "arn:aws:iam::111122223333:role/speech", "--gpus", "inference=99")]
    [InlineData("TEAM005 error teams[4].gpus[0].pool: ", "--aws", "arn:aws:iam::111122223333:role/speech", "--gpus", "training=1")]
    public async Task Writes_nothing_where_the_stack_would_have_an_error(string line, params string[] more)
    {
        using var project = new ProjectFolder(Dev);

        var (exitCode, output, error) = await project.RunAsync([.. _speech, "--clusters", "frankfurt", .. more]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"\n{line}", output, StringComparison.Ordinal);
        Assert.StartsWith("Pulumi.test.yaml is left as it was.", error, StringComparison.Ordinal);
        Assert.Equal(Dev, Stack(project));
    }

    [Fact]
    public async Task Takes_no_offence_at_an_error_that_was_there_before()
    {
        using var project = new ProjectFolder(Dev.Replace("region: eu-central-1", "region: us-east-1", StringComparison.Ordinal));

        var (exitCode, _, _) = await project.RunAsync([.. _speech, .. _known, "--clusters", "sweden"]);

        Assert.Equal(0, exitCode);
        Assert.Contains("    - name: speech\n", Stack(project), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_whether_a_new_group_is_a_misspelt_one()
    {
        using var project = new ProjectFolder(Dev);

        var (exitCode, output, _) = await project.RunAsync(
            ["new", "team", "speech", "test", "--owners", "visoin", .. _small, "--cpu", "1", "--memory", "1"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The group visoin is new. Did you mean \"vision\"?\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_each_mistake_of_its_options_in_a_line()
    {
        using var project = new ProjectFolder(Dev);

        Assert.Equal(
            (2, "",
                """
                --gpus: "inference" is not a share. Allowed: [cluster/]pool=guaranteed[+borrowable], such as frankfurt/inference=8+8.
                --cpu: "0" is not a number that it takes. Allowed: whole numbers from 1 to 1000000.
                Option '--memory' is required.
                See: platform --help

                """),
            await project.RunAsync(
                ["new", "team", "x", "test", "--owners", "vision", .. _small, "--gpus", "inference", "--cpu", "0"]));
        Assert.Equal(Dev, Stack(project));
    }

    [Fact]
    public async Task Describes_no_group_that_is_there()
    {
        using var project = new ProjectFolder(Dev);

        Assert.Equal(
            (2, "",
                "--aws, --azure and --oidc describe one group that Pulumi.test.yaml does not have, but of the owners none is new. " +
                "Leave them out, and edit ai-platform:groups.\n"),
            await project.RunAsync(
                ["new", "team", "x", "test", "--owners", "vision", .. _small, "--cpu", "1", "--memory", "1", "--oidc", "x"]));
    }

    // What a file looks like is its writer's affair.
    [Theory]
    [InlineData(
        "a: 1\nconfig:\n  p:teams:\n  - name: a\n\n  # Of the key below.\n  p:x: 1\n",
        "a: 1\nconfig:\n  p:teams:\n  - name: a\n  - name: b\n\n  # Of the key below.\n  p:x: 1\n")]
    [InlineData(
        "config:\n    teams:\n      - name: a # one\n        # two\nz: 1",
        "config:\n    teams:\n      - name: a # one\n        # two\n      - name: b\nz: 1")]
    [InlineData("config:\r\n  p:teams:\r\n    - name: a", "config:\r\n  p:teams:\r\n    - name: a\r\n    - name: b")]
    [InlineData("config:\n  p:teams:\n  p:x: 1\n", "config:\n  p:teams:\n    - name: b\n  p:x: 1\n")]
    [InlineData(
        "config:\n  p:groups:\n    - name: g\n  p:x: 1\n", "config:\n  p:groups:\n    - name: g\n  p:teams:\n    - name: b\n  p:x: 1\n")]
    [InlineData("config:\n  p:x: 1\n\n# The end.\n", "config:\n  p:x: 1\n  p:teams:\n    - name: b\n\n# The end.\n")]
    public void Adds_an_item_where_a_person_would(string text, string expected) =>
        Assert.Equal(expected, StackEdit.Append(text, "f", "p", "p:teams", ["p:groups"], ["- name: b"]).Text);

    [Theory]
    [InlineData(
        "config:\n  p:teams: [{ name: a }]\n", "f:2:12: p:teams is not a list with a line for each item. Write it so, to have one added.")]
    [InlineData(
        "config:\n  p:teams: { secure: x }\n", "f:2:12: p:teams is not a list with a line for each item. Write it so, to have one added.")]
    [InlineData("config: { p:x: 1 }\n", "f: config is not a list of keys, a line each. Write it so, to have p:teams added.")]
    [InlineData("a: 1\n", "f: config is not a list of keys, a line each. Write it so, to have p:teams added.")]
    public void Refuses_what_has_no_line_to_add(string text, string message) => Assert.Equal(
        message,
        Assert.Throws<StackFileException>(() => StackEdit.Append(text, "f", "p", "p:teams", ["p:groups"], ["- name: b"])).Message);

    private static string Stack(ProjectFolder project) => File.ReadAllText(Path.Combine(project.Directory.FullName, "Pulumi.test.yaml"));
}
