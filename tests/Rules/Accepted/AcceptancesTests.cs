using System.Text.Json.Nodes;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Reports.Plans;
using Infra.Rules;
using Infra.Rules.Accepted;
using Infra.Specification;
using Infra.Stacks;
using Infra.Tests.Cli;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;

namespace Infra.Tests.Rules.Accepted;

/// <summary>A stack may live with a finding for a while: it is shown and does not stop the plan, unless data would leave the
/// borders.</summary>
public class AcceptancesTests
{
    private const string Nodes = "code: CLU085, path: \"clusters[0].systemPool.min\"";
    private const string Why = "two nodes will do";

    private static readonly DateOnly _today = new(2026, 12, 1);

    // One error of a rule about the stack file, which a plan can live with.
    private static readonly string _wrong = Changed("name: frankfurt", "name: frankfurt\n      systemPool: { min: 2 }");

    [Fact]
    public async Task Accepts_an_error_and_says_until_when_and_why()
    {
        var inputs = Inputs(_wrong, $"{{ {Nodes}, reason: {Why}, until: 2027-06-30 }}");
        var plan = await Preflight.PlanAsync(inputs);

        var finding = Assert.Single(plan.Findings, finding => finding.Code == "CLU085");
        Assert.EndsWith($" Accepted until 2027-06-30: {Why}", finding.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("CLU085 accepted clusters[0].systemPool.min: ", finding.ToString(), StringComparison.Ordinal);
        Assert.Equal(new Acceptance(Why, new DateOnly(2027, 6, 30)), finding.Accepted);
        Assert.Equal(ExitCode.Fine, ExitCode.Of(Preflight.Check(inputs).Findings));
        Assert.Empty(RuleSet.Report(plan.Findings));
        Assert.NotEmpty(plan.Resources);
        var written = JsonNode.Parse(PlanJson.Write(plan))!["findings"]!.AsArray().Single(each => (string?)each!["code"] == "CLU085")!;
        Assert.Equal((Why, "2027-06-30"), ((string?)written["accepted"]!["reason"], (string?)written["accepted"]!["until"]));
    }

    [Fact]
    public async Task Accepts_a_finding_about_planned_resources_where_there_is_a_plan()
    {
        const string logs = "{ code: PLN008, path: \"*-logs\", reason: logs are small, until: 2027-06-30 }";
        var inputs = Inputs(
            Changed("    endpoints: private\n", "    endpoints: private\n    keys: customer-managed\n"), logs);

        Assert.DoesNotContain(Preflight.Check(inputs).Findings, finding => finding.Code == "SPEC013");
        var plan = await Preflight.PlanAsync(inputs);

        Assert.All(
            plan.Findings.Where(finding => finding.Path == "westeurope-logs"), finding => Assert.Equal("accepted", finding.Standing));
        Assert.Contains(plan.Findings, finding => finding is { Path: "westeurope-logs", Accepted: not null });
        Assert.DoesNotContain(plan.Findings, finding => finding.Code == "SPEC013");
    }

    [Fact]
    public void Accepts_a_finding_on_its_last_day_and_a_year_ahead()
    {
        Assert.Empty(Errors(_wrong, $"{{ {Nodes}, reason: {Why}, until: 2026-12-01 }}"));
        Assert.Empty(Errors(_wrong, $"{{ {Nodes}, reason: {Why}, until: 2027-12-01 }}"));
        Assert.Empty(Errors(_wrong, $"{{ {Nodes}, reason: {Why}, until: \"2027-12-01T00:00:00Z\" }}"));
    }

    [Fact]
    public void Rejects_an_acceptance_after_its_last_day()
    {
        var findings = Findings(_wrong, $"{{ {Nodes}, reason: {Why}, until: 2026-11-30 }}");

        Assert.Contains(findings, finding => finding is { Code: "CLU085", IsError: true });
        Assert.Equal(
            "SPEC012 warning accepted[0].until: the acceptance of CLU085 at clusters[0].systemPool.min ended on 2026-11-30. Mend what " +
            "it accepted, or decide again.",
            Assert.Single(findings, finding => finding.Code == "SPEC012").ToString());
    }

    [Fact]
    public void Rejects_an_acceptance_of_what_is_not_found() => Assert.Equal(
        "SPEC013 warning accepted[0]: there is no finding CLU085 at clusters[1].systemPool.min. It is found at " +
        "clusters[0].systemPool.min. Correct the entry, or remove it.",
        Assert.Single(
            Findings(_wrong, $"{{ code: CLU085, path: \"clusters[1].systemPool.min\", reason: {Why}, until: 2027-06-30 }}"),
            finding => finding.Code == "SPEC013").ToString());

    [Theory]
    [InlineData("soon", "accepted[0].until: \"soon\" is not a date. Allowed: year, month and day, such as 2027-06-30.")]
    [InlineData("2027-12-02", "accepted[0].until: 2027-12-02 is more than a year ahead. Allowed: at most 2027-12-01.")]
    public void Rejects_a_day_that_is_none_or_too_far(string until, string line) => Assert.Contains(
        $"SPEC014 error {line}", Errors(_wrong, $"{{ {Nodes}, reason: {Why}, until: {until} }}"));

    [Fact]
    public void Rejects_an_acceptance_without_a_reason() => Assert.Contains(
        "SPEC014 error accepted[0].reason: there is no reason. Say why the company lives with the finding.",
        Errors(_wrong, $"{{ {Nodes}, reason: \" \", until: 2027-06-30 }}"));

    [Fact]
    public void Rejects_the_acceptance_of_a_mistake_in_the_text() => Assert.Equal(
        [
            "SPEC014 error accepted[0].code: SPEC004 cannot be accepted: the program would not do what the stack file says. Mend it.",
        ],
        Errors(SoundStack.Text, $"{{ code: SPEC004, path: \"clusters[0].x\", reason: {Why}, until: 2027-06-30 }}"));

    [Fact]
    public void Rejects_the_acceptance_of_data_outside_the_borders()
    {
        var errors = Errors(
            Changed("region: eu-central-1", "region: us-east-1"), $"{{ code: SOV002, path: \"*\", reason: {Why}, until: 2027-06-30 }}");

        Assert.StartsWith("SOV002 error clusters[0].region: ", errors[0], StringComparison.Ordinal);
        Assert.Equal(
            "SPEC014 error accepted[0]: the error SOV002 at clusters[0].region cannot be accepted: it keeps data inside the borders. " +
            "Mend it.",
            errors[1]);
    }

    [Fact]
    public async Task Names_what_was_accepted_where_the_program_relies_on_it()
    {
        var inputs = Inputs(
            Changed("machine: g6e.12xlarge", "machine: g6e.13xlarge"),
            $"{{ code: CLU014, path: \"clusters[0].pools[0].machine\", reason: {Why}, until: 2027-06-30 }}");

        var mistake = await Assert.ThrowsAsync<Pulumi.RunException>(() => Preflight.PlanAsync(inputs));

        Assert.Equal("The stack cannot be evaluated while it accepts CLU014. Mend what was accepted.", mistake.Message);
    }

    [Fact]
    public void Says_why_for_codes_that_exist()
    {
        var rules = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));

        Assert.All(Unacceptable.Codes, code => Assert.Contains($"\n## {code}", rules, StringComparison.Ordinal));
        Assert.Null(Unacceptable.Why("CLU085"));
    }

    [Fact]
    public void Are_shown_last_and_counted_apart()
    {
        var finding = Finding.Warning("CLU071", "clusters[0]", "no backups.");
        Finding[] findings = [finding with { Accepted = new Acceptance(Why, _today) }, finding];
        using var output = new StringWriter { NewLine = "\n" };

        FindingsText.Write(findings, Terminal.For(output));

        Assert.Equal(
            $"CLU071 warning clusters[0]: no backups.\nCLU071 accepted clusters[0]: no backups. Accepted until 2026-12-01: {Why}\n" +
            "1 warning, 1 accepted.\n",
            output.ToString());
    }

    private static string Changed(string right, string wrong)
    {
        Assert.Contains(right, SoundStack.Text, StringComparison.Ordinal);
        return SoundStack.Text.Replace(right, wrong, StringComparison.Ordinal);
    }

    private static List<string> Errors(string stack, string accepted) =>
        [.. Findings(stack, accepted).Where(finding => finding.IsError).Select(finding => finding.ToString())];

    private static IEnumerable<Finding> Findings(string stack, string accepted) =>
        SoundStack.Others(Preflight.Check(Inputs(stack, accepted)).Findings);

    private static StackInputs Inputs(string stack, string accepted)
    {
        using var project = new ProjectFolder($"{stack}\n  ai-platform:accepted: [{accepted}]\n");
        return StackFile.Read(project.Directory, "test") with { Today = _today };
    }
}
