using Infra.Tests.Cli;

namespace Infra.Tests.Stacks;

/// <summary>The Pulumi program, started by hand or by an engine that hands it nonsense, answers with a sentence and no stack
/// trace.</summary>
public sealed class ProgramTests
{
    // The address of an engine that is not there; nothing may be asked of it.
    private static readonly (string, string) _engine = ("PULUMI_MONITOR", "127.0.0.1:1");

    [Theory]
    [InlineData("PULUMI_STACK", "")]
    [InlineData("PULUMI_STACK", "dev")]
    [InlineData("PULUMI_CONFIG", "{")]
    public async Task Says_how_to_start_it_where_no_engine_did(string variable, string value) => Assert.Equal(
        (
            1,
            "",
            "This is a Pulumi program: start it with pulumi preview or pulumi up, or plan it offline with dotnet run --project cli -- " +
            "plan dev.\n"),
        await RunAsync((variable, value)));

    [Theory]
    [InlineData("PULUMI_CONFIG", "{")]
    [InlineData("PULUMI_CONFIG", "[]")]
    [InlineData("PULUMI_CONFIG", """{ "ai-platform:clusters": null }""")]
    [InlineData("PULUMI_CONFIG_SECRET_KEYS", "{}")]
    [InlineData("PULUMI_CONFIG_SECRET_KEYS", "[null]")]
    public async Task Rejects_an_environment_that_no_engine_writes(string variable, string value) => Assert.Equal(
        (1, "", $"The environment variable {variable} does not contain the JSON that the Pulumi engine writes.\n"),
        await RunAsync(_engine, ("PULUMI_STACK", "dev"), (variable, value)));

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(params (string Variable, string Value)[] environment) =>
        ProgramOfItsOwn.RunAsync("Infra", environment.ToDictionary(given => given.Variable, given => (string?)given.Value));
}
