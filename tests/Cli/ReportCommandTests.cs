using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Cli;

public sealed class ReportCommandTests
{
    [Fact]
    public async Task Writes_a_page_and_replaces_the_one_before()
    {
        using var project = new ProjectFolder(SoundStack.Text);
        var file = Path.Combine(project.Directory.FullName, "fleet.html");
        await File.WriteAllTextAsync(file, "the one before");
        var (exitCode, output, error) = await project.RunAsync("report", "test", "--out", file);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.EndsWith($"Written to {file}. Open it in a browser.\n", output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(["Pulumi.test.yaml", "Pulumi.yaml", "fleet.html"], Files(project));
    }

    [Fact]
    public async Task Writes_a_page_with_the_errors_of_a_stack_that_has_no_plan()
    {
        using var project = new ProjectFolder("config: {}");
        var file = Path.Combine(project.Directory.FullName, "report.html");
        var (exitCode, output, _) = await project.RunAsync("report", "test", "--out", file);
        Assert.Equal(1, exitCode);
        Assert.Contains("SPEC002 error organization: ", output, StringComparison.Ordinal);
        Assert.Contains("SPEC002", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_nothing_where_it_cannot()
    {
        using var project = new ProjectFolder(SoundStack.Text);
        var file = Path.Combine(project.Directory.FullName, "nowhere", "report.html");
        var (exitCode, _, error) = await project.RunAsync("report", "test", "--out", file);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("The result cannot be written: ", error, StringComparison.Ordinal);
        Assert.Equal(["Pulumi.test.yaml", "Pulumi.yaml"], Files(project));
    }

    [Fact]
    public async Task Replaces_no_folder()
    {
        using var project = new ProjectFolder(SoundStack.Text);
        var (exitCode, _, error) = await project.RunAsync("report", "test", "--out", project.Directory.FullName);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("The result cannot be written: ", error, StringComparison.Ordinal);
        Assert.Equal(["Pulumi.test.yaml", "Pulumi.yaml"], Files(project));
    }

    [Fact]
    public async Task Plan_writes_the_same_page()
    {
        using var project = new ProjectFolder(SoundStack.Text);
        var folder = Path.Combine(project.Directory.FullName, "out");
        var file = Path.Combine(project.Directory.FullName, "report.html");
        Assert.Equal(0, (await project.RunAsync("plan", "test", "--out", folder)).ExitCode);
        Assert.Equal(0, (await project.RunAsync("report", "test", "--out", file)).ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(file), await File.ReadAllTextAsync(Path.Combine(folder, "report.html")));
    }

    [Fact]
    public async Task Prints_what_its_page_in_the_documentation_shows()
    {
        using var folder = new ProjectFolder();
        using var output = new StringWriter { NewLine = "\n" };
        var file = Path.Combine(folder.Directory.FullName, "fleet.html");
        await Infra.Cli.CommandLine.RunAsync(["report", "dev", "--out", file, "-C", Repository.Root], output, TextWriter.Null);
        var printed = output.ToString().Replace(file, "fleet.html", StringComparison.Ordinal);
        Assert.Contains(
            $"$ dotnet run --project cli -- report dev --out fleet.html\n{printed}```\n",
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "report.md")), StringComparison.Ordinal);
    }

    private static string[] Files(ProjectFolder project) =>
        [.. project.Directory.GetFileSystemInfos().Select(file => file.Name).Order(StringComparer.Ordinal)];
}
