using Infra.Cli.Plans;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli.Shell;

/// <summary><c>--out</c> is whole or as it was, and replaces nothing that it did not write.</summary>
public sealed class OutFolderTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("ai-platform-");

    private string Out => Path.Combine(_home.FullName, "out");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Replaces_all_that_it_wrote()
    {
        Assert.Equal(0, (await PlanAsync(Out)).ExitCode);
        File.WriteAllText(Path.Combine(Out, "left.yaml"), "of a cluster that is gone");

        Assert.Equal(0, (await PlanAsync(Out)).ExitCode);

        Assert.Equal(
            [OutFolder.Marker, "local", "plan.json", "report.html", "report.txt"],
            Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["out"], Names(_home.FullName));
    }

    [Fact]
    public async Task Accepts_an_empty_folder_a_missing_one_and_a_link_to_one()
    {
        Directory.CreateDirectory(Out);
        Assert.Equal(0, (await PlanAsync(Out)).ExitCode);
        Assert.Equal(0, (await PlanAsync(Path.Combine(_home.FullName, "deeper", "still") + "/")).ExitCode);

        var link = Path.Combine(_home.FullName, "link");
        Directory.CreateSymbolicLink(link, Out);
        Assert.Equal(0, (await PlanAsync(link)).ExitCode);
        Assert.NotNull(new DirectoryInfo(link).LinkTarget);
        Assert.True(File.Exists(Path.Combine(Out, "plan.json")));
    }

    [Fact]
    public async Task Rejects_a_folder_with_what_it_did_not_write_before_it_prints_anything()
    {
        Directory.CreateDirectory(Out);
        File.WriteAllText(Path.Combine(Out, "thesis.txt"), "years of work");

        Assert.Equal(
            (
                2,
                "",
                $"--out: {Out} is not empty, and plan --out did not write it: there is no .platform-plan in it. " +
                "Give a folder that is empty, or that is not there.\n"),
            await PlanAsync(Out));
        Assert.Equal("years of work", File.ReadAllText(Path.Combine(Out, "thesis.txt")));
        Assert.Equal(["out"], Names(_home.FullName));
    }

    [Theory]
    [InlineData("file", "--out: {place} is a file. Give a folder that is empty, or that is not there.\n")]
    [InlineData("file/below", "--out: {place} cannot be written: ")]
    [InlineData("/proc/plan", "--out: {place} cannot be written: ")]
    [InlineData("/", "--out: {place} is not empty, and plan --out did not write it: ")]
    public async Task Rejects_a_place_where_no_folder_can_be(string place, string line)
    {
        File.WriteAllText(Path.Combine(_home.FullName, "file"), "");
        var path = Path.Combine(_home.FullName, place);

        var (exitCode, output, error) = await PlanAsync(path);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(line.Replace("{place}", path, StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(letter => letter == '\n'));
        Assert.Equal(["file"], Names(_home.FullName));
    }

    [Fact]
    public async Task Leaves_what_was_there_where_the_disk_is_full()
    {
        Assert.Equal(0, (await PlanAsync(Out)).ExitCode);
        var before = File.ReadAllText(Path.Combine(Out, "plan.json"));

        using (var folder = OutFolder.Claim(new DirectoryInfo(Out)))
        {
            Assert.Throws<IOException>(() => folder.Write(Full()));
        }

        Assert.Equal(before, File.ReadAllText(Path.Combine(Out, "plan.json")));
        Assert.Equal(["out"], Names(_home.FullName));

        static IEnumerable<KeyValuePair<string, string>> Full()
        {
            yield return new("plan.json", "{}");
            throw new IOException("No space left on device");
        }
    }

    private static IEnumerable<string?> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static async Task<(int ExitCode, string Output, string Error)> PlanAsync(string folder)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await Infra.Cli.CommandLine.RunAsync(["plan", "local", "-C", Repository.Root, "--out", folder], output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
