using System.Globalization;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

/// <summary>A stack is planned the same wherever the command is run.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("plan", "dev")]
    [InlineData("plan", "dev", "--format", "json")]
    [InlineData("check", "wrong")]
    public async Task Says_the_same_in_every_culture(params string[] args)
    {
        using var project = new ProjectFolder(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Pulumi.dev.yaml")), "dev");
        project.Write("Pulumi.wrong.yaml", """
            config:
              pulumi:disable-default-providers: ["*"]
              ai-platform:organization: acme
              ai-platform:sovereignty: { locations: [eu], operators: [eu, us], KEYS: provider-managed }
              ai-platform:clusters:
                - { kind: EKS, name: one, region: us-east-1, version: "1.35", role: hub, network: { cidr: 10.0.0.0/16 } }
                - { kind: eks, name: two, REGION: eu-central-1, version: 1.35, network: { cidr: 10.0.0.0/16, zones: -1 } }
            """);
        var expected = await project.RunAsync(args);

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Foreign();
        var found = await project.RunAsync(args);

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    [InlineData("C")]
    public async Task Takes_no_culture_from_its_environment(string locale)
    {
        string[] args = ["check", "dev", "-C", Repository.Root];

        var usual = await ProgramOfItsOwn.RunAsync("platform", [], args);
        var local = await ProgramOfItsOwn.RunAsync(
            "platform", new() { ["LC_ALL"] = locale, ["LANG"] = locale, ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0" }, args);

        Assert.Empty(local.Error);
        Assert.NotEmpty(local.Output);
        Assert.Equal(usual, local);
    }

    // Numbers as nobody here writes them. It is put together here, since the tests, like the program, know the invariant culture alone.
    private static CultureInfo Foreign()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.PercentSymbol = "pct";
        return culture;
    }
}
