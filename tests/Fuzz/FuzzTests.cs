using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Cli.StackFiles;
using Infra.Stacks;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;
using Xunit.Abstractions;

namespace Infra.Tests.Fuzz;

/// <summary>Whatever a stack file contains, the answer is a list of findings, or one line that says why it cannot be read; in time. Longer:
/// <c>FUZZ_RUNS=100000 FUZZ_SEED=7 dotnet test tests --filter Fuzz</c>.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    // One plan is as long as a hundred checks.
    private const int ChecksPerPlan = 200;

    // Half a character is no text of a file.
    private static readonly UTF8Encoding _replacing = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    private static ImmutableArray<string> Corpus { get; } =
    [
        SoundStack.Text,
        .. new[] { ".", "tests/Stacks/WrongStacks", "tests/Fuzz/Seeds" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "Pulumi.*.yaml"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    [Fact]
    public async Task Answers_every_spoiled_stack_file()
    {
        var runs = Setting("FUZZ_RUNS", 3_000);
        var seed = Setting("FUZZ_SEED", 1);
        var mutator = new StackMutator(Corpus);
        var failures = new List<string>();
        var (unreadable, wrong, planned) = (0, 0, 0);
        using var project = new ProjectFolder("config: {}");
        for (var number = 0; number < runs && failures.Count < 10; number++)
        {
            var text = mutator.Spoiled(unchecked((seed * 1_000_003) + number));
            // What ends the process is found here.
            await File.WriteAllTextAsync(Path.Combine(project.Directory.FullName, "spoiled.yaml"), text, _replacing);
            try
            {
                await Task.Run(() => Answer(text, number)).WaitAsync(_longest);
            }
            catch (Exception mistake)
            {
                failures.Add(Kept(text, number, mistake));
            }
        }

        output.WriteLine($"{runs} stack files with seed {seed}: {unreadable} unreadable, {wrong} wrong, {planned} planned.");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));

        void Answer(string text, int number)
        {
            Infra.Specification.StackInputs inputs;
            try
            {
                inputs = StackFile.Read(project.Directory, "test", text);
            }
            catch (StackFileException mistake)
            {
                Assert.DoesNotContain('\n', mistake.Message);
                unreadable++;
                return;
            }

            var check = Preflight.Check(inputs);
            Assert.All(check.Findings, finding => Assert.DoesNotContain(finding.ToString(), char.IsControl));
            if (check.Platform is null || check.Findings.Any(finding => finding.IsError))
            {
                wrong++;
            }
            else if (number % 4 == 0 && planned < 5 + (runs / ChecksPerPlan))
            {
                planned++;
                Preflight.PlanAsync(inputs).GetAwaiter().GetResult();
            }
        }
    }

    private static string Kept(string text, int number, Exception mistake)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"Pulumi.fuzz-{number}.yaml"));
        File.WriteAllText(file, text, _replacing);
        return $"{file}: {mistake.GetBaseException()}";
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
