using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Infra.Stacks;
using Infra.Tests.Stacks;

namespace Infra.Tests.Cli;

/// <summary>A stack file with an environment of Pulumi ESC is planned with what it holds.</summary>
public class StackEnvironmentTests
{
    [Fact]
    public void Reads_what_the_file_defines_beneath_its_own_configuration()
    {
        var inputs = Read("""
            environment:
              values:
                region: eu-west-3
                pulumiConfig:
                  organization: acme
                  ai-platform:sites: [{ name: berlin }]
                  ai-platform:backup: { retentionDays: 7 }
            config:
              ai-platform:backup: { retentionDays: 30 }
            """);

        Assert.Equal("acme", inputs.Config["ai-platform:organization"]);
        Assert.Equal("""[{"name":"berlin"}]""", inputs.Config["ai-platform:sites"]);
        Assert.Equal("""{"retentionDays":30}""", inputs.Config["ai-platform:backup"]);
        Assert.Equal(6, inputs.PlaceOf("sites[0].name")!.Line);
        Assert.Empty(inputs.Environments);
    }

    [Theory]
    [InlineData("environment: [acme/dev, acme/aws@3]")]
    [InlineData("environment: { imports: [acme/dev, { acme/aws@3: { merge: false } }] }")]
    public void Names_the_environments_that_it_imports(string text) =>
        Assert.Equal(["acme/dev", "acme/aws@3"], Read(text).Environments.AsEnumerable());

    [Fact]
    public void Knows_of_secrets_that_they_exist_and_never_what_they_are()
    {
        var inputs = Read("""
            environment:
              values:
                pulumiConfig:
                  ai-platform:one: { fn::secret: { ciphertext: ZXNjeAAA } }
                  ai-platform:two: [{ fn::secret: hunter2 }]
                  ai-platform:three: ${vault.three}
                  ai-platform:four: { fn::toJSON: { a: b } }
            """);

        Assert.Equal(["ai-platform:one", "ai-platform:two"], inputs.SecretKeys);
        Assert.Equal(["ai-platform:four", "ai-platform:three"], inputs.ComputedKeys);
        Assert.Empty(inputs.Config);
    }

    [Fact]
    public async Task Warns_of_a_secret_that_may_come_from_an_environment_and_plans()
    {
        var findings = await FindingsAsync(SoundStack.Text
            .Replace("  ai-platform:berlin-kubeconfig: { secure: \"v1:AAAA\" }", "", StringComparison.Ordinal)
            + "\nenvironment: [acme/dev]\n");

        Assert.Equal(
            "CLU019 warning clusters[2].kubeconfigSecret: the stack file has no secret \"berlin-kubeconfig\"; it may come from " +
            "environment acme/dev, which only the engine opens.",
            Assert.Single(findings).ToString());
    }

    [Fact]
    public async Task Accepts_a_secret_that_an_environment_in_the_file_computes() => Assert.Empty(
        await FindingsAsync(SoundStack.Text
            .Replace("  ai-platform:berlin-kubeconfig: { secure: \"v1:AAAA\" }", "", StringComparison.Ordinal)
            + "\nenvironment: { values: { pulumiConfig: { ai-platform:berlin-kubeconfig: \"${vault.berlin}\" } } }\n"));

    [Theory]
    [InlineData("[acme/dev]",
        "\"ai-platform:organization\" is missing from the stack's configuration. It may come from environment acme/dev, which only the " +
        "engine opens; give it here to plan offline.")]
    [InlineData("{ values: { pulumiConfig: { organization: \"${name}\" } } }",
        "the value of \"ai-platform:organization\" is computed when the environment is opened, but the specification must be plain " +
        "text. Write it out.")]
    public async Task Rejects_a_part_of_the_specification_that_only_the_engine_knows(string environment, string message) => Assert.Equal(
        $"SPEC002 error organization: {message}",
        Assert.Single(await FindingsAsync(
            SoundStack.Text.Replace("  ai-platform:organization: acme\n", "", StringComparison.Ordinal)
            + $"\nenvironment: {environment}\n")).ToString());

    [Theory]
    [InlineData("environment: acme/dev",
        "Pulumi.test.yaml:1:14: environment must be a list of environments, or a definition with imports and values.")]
    [InlineData("environment: [[a]]", "Pulumi.test.yaml:1:15: an import must be the name of an environment.")]
    [InlineData("environment: { imports: a }", "Pulumi.test.yaml:1:25: imports must be a list of environments.")]
    [InlineData("environment: { values: [a] }", "Pulumi.test.yaml:1:24: values must be a mapping.")]
    [InlineData("environment: { values: { pulumiConfig: a } }",
        "Pulumi.test.yaml:1:40: pulumiConfig must be a mapping of keys to values.")]
    public void Rejects_what_is_no_environment(string text, string message) =>
        Assert.Equal(message, Assert.Throws<StackFileException>(() => Read(text)).Message);

    private static StackInputs Read(string text)
    {
        using var project = new ProjectFolder(text);
        return StackFile.Read(project.Directory, "test");
    }

    private static async Task<IEnumerable<Finding>> FindingsAsync(string text) =>
        // What the plan of the sound stack is warned of is not what these are about.
        SoundStack.Others((await Preflight.PlanAsync(Read(text))).Findings).Where(finding => finding.Code != "PLN008");
}
