using System.Diagnostics;

namespace Infra.Tests.Cli;

/// <summary>Runs a program beside the tests, where its environment matters.</summary>
internal static class ProgramOfItsOwn
{
    /// <summary>Runs an executable that is built with the tests, or another.</summary>
    /// <param name="name"><c>platform</c>, the command line, or <c>Infra</c>, the Pulumi program; or the path of any other.</param>
    /// <param name="environment">Variables that it gets beside those of the tests.</param>
    /// <param name="args">Its arguments.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string name, Dictionary<string, string?> environment, params string[] args)
    {
        using var process = Start(name, environment, args);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a script in the real shell.</summary>
    /// <param name="script">Its text.</param>
    /// <param name="environment">Variables that it gets beside those of the tests, such as a <c>PATH</c> with stand-ins.</param>
    public static (int ExitCode, string Output, string Error) RunScript(string script, Dictionary<string, string?> environment)
    {
        using var process = Start("/bin/sh", environment, "-c", script);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static Process Start(string name, Dictionary<string, string?> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }
}
