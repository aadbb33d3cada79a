using Infra.Specification.Clusters;
using Infra.Specification.Costs;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksBudgetTests
{
    private const string Budget = "aws:budgets/budget:Budget";

    private static readonly EksClusterSpec _cluster = EksPlan.Cluster with
    {
        Budget = new BudgetSpec { Monthly = 50_000, From = "2026-12", Notify = ["platform@acme.example", "finance@acme.example"] },
    };

    [Fact]
    public async Task Creates_none_unless_asked() => Assert.Empty((await EksPlan.Of(EksPlan.Cluster)).NamesOf(Budget));

    [Fact]
    public async Task Counts_a_month_of_what_has_the_tag_of_the_cluster()
    {
        var plan = await EksPlan.Of(_cluster);
        Assert.Equal(["frankfurt-budget"], plan.NamesOf(Budget));
        Assert.Equal("acme-test-frankfurt", plan.Input("frankfurt-budget", "name"));
        Assert.Equal("COST", plan.Input("frankfurt-budget", "budgetType"));
        Assert.Equal("50000", plan.Input("frankfurt-budget", "limitAmount"));
        Assert.Equal("MONTHLY", plan.Input("frankfurt-budget", "timeUnit"));
        Assert.Equal("2026-12-01_00:00", plan.Input("frankfurt-budget", "timePeriodStart"));
        Assert.Equal(
            """[{"name":"TagKeyValue","values":["user:ai-platform/cluster$acme-test-frankfurt"]}]""",
            plan.Inputs(Budget)["costFilters"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eu-central-1", "USD")]
    [InlineData("cn-north-1", "CNY")]
    [InlineData("eusc-de-east-1", "EUR")]
    public async Task Counts_in_the_currency_of_the_partition(string region, string currency) => Assert.Equal(
        currency, (await EksPlan.Of(_cluster with { Region = region })).Input("frankfurt-budget", "limitUnit"));

    [Fact]
    public async Task Tells_everybody_at_80_and_at_100_percent_and_ahead() => Assert.Equal(
        [.. new[] { (80, "ACTUAL"), (100, "ACTUAL"), (100, "FORECASTED") }.Select(notification =>
            $$"""{"comparisonOperator":"GREATER_THAN","notificationType":"{{notification.Item2}}","subscriberEmailAddresses":""" +
            $$"""["platform@acme.example","finance@acme.example"],"threshold":{{notification.Item1}},"thresholdType":"PERCENTAGE"}""")],
        (await EksPlan.Of(_cluster)).Inputs(Budget)["notifications"]!.AsArray().Select(notification => notification!.ToJsonString()));
}
