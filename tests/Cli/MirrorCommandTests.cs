using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

public sealed class MirrorCommandTests
{
    [Fact]
    public async Task Rejects_a_script_for_a_stack_without_a_mirror() => Assert.Equal(
        (2, "", "local names no mirror. Set sovereignty.registry, or give --registry, for example registry.example.com/mirror.\n"),
        await RunAsync("mirror", "local", "--format", "skopeo"));

    [Fact]
    public async Task Rejects_a_mirror_that_is_none()
    {
        var (exitCode, output, error) = await RunAsync("mirror", "local", "--registry", "https://mirror");
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("--registry: \"https://mirror\" is not a valid registry. Allowed: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_findings_of_a_stack_that_has_no_plan()
    {
        using var project = new ProjectFolder("config: {}");
        var (exitCode, output, _) = await project.RunAsync("mirror", "test");
        Assert.Equal(1, exitCode);
        Assert.Contains("SPEC002 error organization: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_scripts_for_the_mirror_that_it_is_told()
    {
        var (exitCode, output, _) = await RunAsync("mirror", "local", "--format", "skopeo", "--registry", "mirror.example.com/ai");
        Assert.Equal(0, exitCode);
        Assert.StartsWith("#!/bin/sh\n# The images of ai-platform/local for mirror.example.com/ai.\n", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await Infra.Cli.CommandLine.RunAsync([.. args, "-C", Repository.Root], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
