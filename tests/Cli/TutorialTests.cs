using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

/// <summary>Whoever walks <c>docs/tutorial.md</c> sees what the page shows.</summary>
public sealed partial class TutorialTests
{
    private const string Accept = "ACCEPT_DOCS=1 dotnet test tests --filter Tutorial";

    [Fact]
    public async Task Prints_what_the_page_shows()
    {
        var path = Path.Combine(Repository.Root, "docs", "tutorial.md");
        var page = await File.ReadAllTextAsync(path);
        using var project = new ProjectFolder();
        Directory.CreateDirectory(Path.Combine(project.Directory.FullName, "artifacts"));
        var (walked, at, seen) = ("", 0, 0);
        foreach (Match step in Step().Matches(page))
        {
            walked += page[at..step.Index] + $"$ {step.Groups["line"].Value}\n" + await RunAsync(project, step.Groups["line"].Value);
            at = step.Index + step.Length;
            seen++;
        }

        walked += page[at..];
        Assert.True(seen >= 10, $"only {seen} commands were found");
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, walked);
            return;
        }

        Assert.True(page == walked, $"The page does not show what its commands print. Accept it: {Accept}\n{walked}");
    }

    // The shell runs what is not of this program, with what this program printed as its input.
    private static async Task<string> RunAsync(ProjectFolder project, string line)
    {
        const string program = "dotnet run --project cli -- ";
        if (!line.StartsWith(program, StringComparison.Ordinal))
        {
            return await ShellAsync(project, line, "");
        }

        var end = line.IndexOfAny(['|', '>']);
        var home = project.Directory.FullName;
        var words = (end < 0 ? line : line[..end])[program.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.StartsWith("artifacts/", StringComparison.Ordinal) ? Path.Combine(home, word) : word);
        var (_, output, error) = await project.RunAsync([.. words]);
        output = output.Replace($"{home}/", "", StringComparison.Ordinal);
        return end < 0 ? output + error : await ShellAsync(project, $"cat {line[end..]}", output);
    }

    private static async Task<string> ShellAsync(ProjectFolder project, string line, string input)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = project.Directory.FullName, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        try
        {
            await shell.StandardInput.WriteAsync(input);
            shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // head has seen enough.
        }

        await shell.WaitForExitAsync();
        return await output;
    }

    [GeneratedRegex(@"^\$ (?<line>[^\n]*)\n(?<output>(?:(?!\$ |```)[^\n]*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Step();
}
