using System.Text;
using Infra.Cli;
using Infra.Stacks;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Baselines;

/// <summary>The stacks of this repository plan what was recorded of them: whatever a change of code does to real infrastructure, it shows
/// in its review.</summary>
public class BaselineTests
{
    private const string Accept = "ACCEPT_BASELINES=1 dotnet test tests --filter Baseline";

    // Lines around the first difference; the whole is for the diff tool.
    private const int Shown = 8;

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Plans_the_stack_as_recorded(string stack)
    {
        var plan = PlanBaseline.Write(await Preflight.PlanAsync(StackFile.Read(new DirectoryInfo(Repository.Root), stack)));
        var file = Path.Combine(Repository.Root, "tests", "Baselines", $"{stack}.txt");
        if (Environment.GetEnvironmentVariable("ACCEPT_BASELINES") == "1")
            await File.WriteAllTextAsync(file, plan, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        Assert.True(File.Exists(file), $"No plan of {stack} is recorded. Record it: {Accept}");
        var difference = Difference(await File.ReadAllTextAsync(file), plan);
        Assert.True(difference is null, $"The plan of {stack} changed.\n{difference}\nAccept it: {Accept}");
    }

    [Fact]
    public void Shows_the_resource_and_the_first_lines_that_differ() => Assert.Equal(
        """
        line 4, in aws:kms/key:Key::secrets
        recorded:   enableKeyRotation: true
        planned:    enableKeyRotation: false
        planned:    multiRegion: true
        """,
        Difference(
            "\naws:kms/key:Key::secrets\n  after: a\n  enableKeyRotation: true\n",
            "\naws:kms/key:Key::secrets\n  after: a\n  enableKeyRotation: false\n  multiRegion: true\n"));

    [Fact]
    public void Shows_nothing_of_equal_plans() => Assert.Null(Difference("\na::b\n", "\na::b\n"));

    /// <summary>Where two plans part, and how each goes on from there; absent for equal plans.</summary>
    private static string? Difference(string recorded, string planned)
    {
        if (recorded == planned)
            return null;
        var (old, @new) = (recorded.Split('\n'), planned.Split('\n'));
        var first = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        // A heading is the one kind of line that is not indented.
        var heading = @new.Take(first + 1).LastOrDefault(line => line.Length > 0 && line[0] != ' ') ?? "the plan";
        return string.Join('\n', (string[])
        [
            $"line {first + 1}, in {heading}",
            .. old.Skip(first).Take(Shown).Except(@new.Skip(first).Take(Shown)).Select(line => $"recorded: {line}"),
            .. @new.Skip(first).Take(Shown).Except(old.Skip(first).Take(Shown)).Select(line => $"planned:  {line}"),
        ]);
    }
}
