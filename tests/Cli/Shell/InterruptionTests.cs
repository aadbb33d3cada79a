using System.Diagnostics;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli.Shell;

/// <summary>A signal ends the program at any moment and leaves nothing half-written.</summary>
public sealed class InterruptionTests
{
    [Theory]
    [InlineData("INT", 130, 0)]
    [InlineData("TERM", 143, 0)]
    [InlineData("INT", 130, 300)]
    [InlineData("TERM", 143, 300)]
    [InlineData("INT", 130, 900)]
    [InlineData("TERM", 143, 900)]
    public async Task Ends_with_the_code_of_the_signal_and_leaves_no_part_of_the_output(string signal, int code, int milliseconds)
    {
        using var project = new ProjectFolder();
        var folder = Path.Combine(project.Directory.FullName, "output");
        using var process = Start("plan", "prod", "-C", Repository.Root, "--out", folder);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        // When it begins to write, or somewhat later.
        while (Directory.GetDirectories(project.Directory.FullName).Length == 0 && !process.HasExited)
        {
            await Task.Delay(5);
        }

        await Task.Delay(milliseconds);
        Assert.Equal(0, ProgramOfItsOwn.RunScript($"kill -{signal} {process.Id} 2> /dev/null || true", []).ExitCode);
        await process.WaitForExitAsync();

        // A fast machine may be ready before the signal.
        var names = Directory.GetDirectories(project.Directory.FullName).Select(Path.GetFileName);
        if (process.ExitCode == 0)
        {
            Assert.Equal(["output"], names);
            return;
        }

        Assert.Equal((code, ""), (process.ExitCode, await error));
        Assert.All(names, name => Assert.Equal("output", name));
        Assert.True(!Directory.Exists(folder) || File.Exists(Path.Combine(folder, "turin", "manifests.yaml")), await output);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Ends_while_standard_output_is_not_read(string signal, int code)
    {
        using var process = Start("plan", "dev", "-C", Repository.Root, "--format", "json");
        // The plan is longer than what a pipe holds, so the program waits for a reader.
        await process.StandardOutput.ReadAsync(new char[1]);
        ProgramOfItsOwn.RunScript($"kill -{signal} {process.Id}", []);
        await process.WaitForExitAsync();

        Assert.Equal(code, process.ExitCode);
    }

    // A shell without job control starts a program in the background with SIGINT ignored, and the tests may be such a program.
    private static Process Start(params string[] args) => Process.Start(
        new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "platform"), .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
}
