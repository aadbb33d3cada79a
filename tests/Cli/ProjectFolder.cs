using Infra.Cli;
using Infra.Tests.Stacks;

namespace Infra.Tests.Cli;

/// <summary>A project folder of its own for one test, gone with it.</summary>
internal sealed class ProjectFolder : IDisposable
{
    public ProjectFolder(string? stackFile = null, string stack = "test")
    {
        Write("Pulumi.yaml", "name: ai-platform\nruntime: dotnet\nmain: infra\n");
        if (stackFile is not null)
        {
            Write($"Pulumi.{stack}.yaml", stackFile);
        }
    }

    public DirectoryInfo Directory { get; } = System.IO.Directory.CreateTempSubdirectory("ai-platform-");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Directory.FullName, file), text);

    /// <summary>Runs the command line on this folder.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(["-C", Directory.FullName, .. args], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>As above, without the findings that are in the sound stack as well.</summary>
    public async Task<(int ExitCode, string Output, string Error)> OthersAsync(params string[] args) =>
        SoundStack.Others(await RunAsync(args));

    public void Dispose() => Directory.Delete(recursive: true);
}
