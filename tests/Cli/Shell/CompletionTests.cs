namespace Infra.Tests.Cli.Shell;

/// <summary>A shell completes what the command line takes.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("pl", "plan")]
    [InlineData("plan ", "dev prod --format --out --order")]
    [InlineData("plan d", "dev")]
    [InlineData("check --de", "--deploy")]
    [InlineData("plan dev --format ", "text json")]
    [InlineData("conformance dev --format ", "text json yaml")]
    [InlineData("completion ", "bash zsh fish pwsh")]
    public async Task Offers_what_may_follow(string line, string offered)
    {
        using var project = new ProjectFolder("config: {}", "dev");
        project.Write("Pulumi.prod.yaml", "config: {}");
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        // The folder first, because the word that is completed is the last one.
        var whole = $"-C {project.Directory.FullName} {line}";
        var exitCode = await Infra.Cli.CommandLine.RunAsync([$"[suggest:{whole.Length}]", whole], output, error);

        Assert.Equal((0, ""), (exitCode, error.ToString()));
        Assert.Subset(output.ToString().ReplaceLineEndings("\n").Split('\n').ToHashSet(), offered.Split(' ').ToHashSet());
        Assert.DoesNotContain("Sarif", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Writes_a_script_that_the_shell_reads(string shell)
    {
        using var project = new ProjectFolder();
        var (exitCode, script, error) = await project.RunAsync("completion", shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("platform", script, StringComparison.Ordinal);

        // Where a shell is not at hand, nothing is read.
        project.Write("script", script);
        var test = $"command -v {shell} > /dev/null || exit 0; {shell} -n {project.Directory.FullName}/script";
        Assert.Equal((0, "", ""), ProgramOfItsOwn.RunScript(test, []));
    }

    [Theory]
    [InlineData("platform pl", "plan")]
    [InlineData("platform plan de", "dev")]
    [InlineData("platform plan dev --format j", "json")]
    public void Completes_in_a_real_bash(string line, string answer)
    {
        using var project = new ProjectFolder("config: {}", "dev");
        var test = $$"""
            cd {{project.Directory.FullName}}
            source <(platform completion bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _platform platform "${COMP_LINE##* }" ''
            echo "${COMPREPLY[@]}"
            """;
        project.Write("test.sh", test);
        var path = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";

        Assert.Equal(
            (0, $"{answer}\n", ""),
            ProgramOfItsOwn.RunScript($"bash {project.Directory.FullName}/test.sh", new() { ["PATH"] = path }));
    }

    [Fact]
    public async Task Rejects_a_shell_that_it_has_no_script_for()
    {
        using var project = new ProjectFolder();

        Assert.Equal(
            (
                2,
                "",
                "There is no script for \"bsh\". Did you mean \"bash\"? Allowed: bash, zsh, fish, pwsh.\nSee: platform --help\n"),
            await project.RunAsync("completion", "bsh"));
    }
}
