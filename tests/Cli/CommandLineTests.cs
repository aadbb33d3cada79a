
namespace Infra.Tests.Cli;

/// <summary>The command line answers every mistake with a sentence and an exit code, never with a stack trace.</summary>
public class CommandLineTests
{
    [Theory]
    [InlineData("plan")]
    [InlineData("plan", "dev", "--format", "xml")]
    [InlineData("paln", "dev")]
    public async Task Rejects_a_command_that_it_cannot_read_with_exit_code_2(params string[] args)
    {
        using var project = new ProjectFolder("config: {}", "dev");

        var (exitCode, output, error) = await project.RunAsync(args);

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.EndsWith("See: platform --help\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "There is no command \"plna\". Did you mean \"plan\"? Allowed: plan, check, diff, cost, sovereignty, conformance, mirror, " +
        "report, explain, catalogue, new, completion.",
        "plna", "dev")]
    [InlineData("--format: \"xml\" is not known. Allowed: text, json.", "plan", "dev", "--format", "xml")]
    [InlineData("Required argument 'stack' missing for command: 'plan'.", "plan")]
    [InlineData("--utilisation: \"101\" is not a number that it takes. Allowed: 0 to 100.", "cost", "dev", "--utilisation", "101")]
    [InlineData("--utilisation: \"-1\" is not a number that it takes. Allowed: 0 to 100.", "cost", "dev", "--utilisation=-1")]
    [InlineData(
        "--logs-gb-per-day: \"ten\" is not a number that it takes. Allowed: 0 to 1000000.", "cost", "dev", "--logs-gb-per-day", "ten")]
    public async Task Says_in_one_line_what_it_does_not_understand(string line, params string[] args)
    {
        using var project = new ProjectFolder("config: {}", "dev");

        Assert.Equal((2, "", $"{line}\nSee: platform --help\n"), await project.RunAsync(args));
    }

    [Fact]
    public async Task Shows_its_help_where_it_is_asked_nothing()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, await Infra.Cli.CommandLine.RunAsync([], output, error));
        Assert.Empty(output.ToString());
        Assert.Contains("Plans and checks the AI platform without a cloud account.", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("JSON")]
    public async Task Takes_a_format_in_any_case(string format)
    {
        using var project = new ProjectFolder("config: {}", "dev");

        var (exitCode, output, error) = await project.RunAsync("check", "dev", "--format", format);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("{", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("../dev")]
    [InlineData("")]
    public async Task Rejects_what_is_not_the_name_of_a_stack(string stack)
    {
        using var project = new ProjectFolder();

        Assert.Equal(
            (2, "", $"\"{stack}\" is not the name of a stack. Allowed: letters, digits, '-', '_' and '.'; dev for Pulumi.dev.yaml.\n"),
            await project.RunAsync("check", stack));
    }

    [Theory]
    [InlineData("", "dev")]
    [InlineData("", "Pulumi.dev.yaml")]
    [InlineData("deeper", "dev")]
    [InlineData("deeper/still", "Pulumi.dev.yaml")]
    [InlineData("deeper", "../Pulumi.dev.yaml")]
    [InlineData("/", "{project}/Pulumi.dev.yaml")]
    public async Task Finds_the_stack_of_a_project_from_below_and_by_its_file(string from, string stack)
    {
        using var project = new ProjectFolder("config: []", "dev");
        project.Directory.CreateSubdirectory("deeper/still");
        const string script = "cd \"$1\"; exec \"$0\" check \"$2\"";

        var answer = await ProgramOfItsOwn.RunAsync(
            "/bin/sh", [], "-c", script, Path.Combine(AppContext.BaseDirectory, "platform"),
            Path.Combine(project.Directory.FullName, from),
            stack.Replace("{project}", project.Directory.FullName, StringComparison.Ordinal));

        Assert.Equal((2, "", "Pulumi.dev.yaml:1:9: config must be a mapping of keys to values.\n"), answer);
    }

    [Fact]
    public async Task Rejects_a_folder_and_the_file_of_a_stack_in_another()
    {
        using var project = new ProjectFolder();

        Assert.Equal(
            (2, "", "--cwd is given, and a stack file in a folder: \"x/Pulumi.dev.yaml\". Give one of them.\nSee: platform --help\n"),
            await project.RunAsync("check", "x/Pulumi.dev.yaml"));
    }

    [Fact]
    public async Task Rejects_a_missing_stack_file_with_exit_code_2()
    {
        using var project = new ProjectFolder();

        var (exitCode, output, error) = await project.RunAsync("check", "dev");

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Equal($"Pulumi.dev.yaml is not in {project.Directory.FullName}. Stacks in that folder: none.\n", error);
    }

    [Fact]
    public async Task Says_what_is_wrong_where_the_result_cannot_be_written()
    {
        using var project = new ProjectFolder("config: {}");
        using var error = new StringWriter { NewLine = "\n" };
        await using var full = new FullDisk();

        Assert.Equal(2, await Infra.Cli.CommandLine.RunAsync(["check", "test", "-C", project.Directory.FullName], full, error));
        Assert.Equal("The result cannot be written: No space left on device\n", error.ToString());
    }

    [Theory]
    [InlineData]
    [InlineData("plna")]
    [InlineData("check", "missing")]
    public async Task Ends_with_its_exit_code_where_nobody_can_be_told(params string[] args)
    {
        await using var full = new FullDisk();

        Assert.Equal(2, await Infra.Cli.CommandLine.RunAsync(args, full, full));
    }

    [Fact]
    public async Task Says_that_the_folder_it_was_started_in_is_gone()
    {
        using var project = new ProjectFolder();
        const string script = "cd \"$1\"; mkdir gone; cd gone; rmdir ../gone; exec \"$0\" check dev";

        var answer = await ProgramOfItsOwn.RunAsync(
            "/bin/sh", [], "-c", script, Path.Combine(AppContext.BaseDirectory, "platform"), project.Directory.FullName);

        Assert.Equal((2, "", "The current folder no longer exists. Change to one that exists.\n"), answer);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("check")]
    public async Task Reports_every_mistake_of_a_stack_at_once_with_exit_code_1(string command)
    {
        using var project = new ProjectFolder("""
            config:
              pulumi:disable-default-providers: ["*"]
              ai-platform:organization: acme
              ai-platform:sovereignty: { locations: [eu], operators: [eu, us] }
              ai-platform:clusters:
                - { kind: eks, name: One, region: us-east-1, version: "1.35", role: hub, network: { cidr: 10.0.0.0/16 } }
                - { kind: eks, name: two, region: eu-central-9, version: 1.35, network: { cidr: 10.0.0.0/16 } }
            """);

        var (exitCode, output, error) = await project.RunAsync(command, "test");

        Assert.Equal(1, exitCode);
        Assert.Empty(error);
        Assert.Contains("clusters[0].name: ", output, StringComparison.Ordinal);
        Assert.Contains("clusters[1].version: ", output, StringComparison.Ordinal);
        Assert.Contains("clusters[1].region: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>A disk without room: whatever is written fails.</summary>
    private sealed class FullDisk : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override Task WriteLineAsync(string? value) => throw new IOException("No space left on device");
    }
}
