using Infra.Specification.Clusters;
using Infra.Specification.Costs;

namespace Infra.Tests.Components.Clusters.Aks;

public class AksBudgetTests
{
    private const string Budget = "azure-native:consumption:Budget";

    private static readonly AksClusterSpec _cluster = AksPlan.Cluster with
    {
        Budget = new BudgetSpec { Monthly = 50_000, From = "2026-12", Notify = ["platform@acme.example", "finance@acme.example"] },
    };

    [Fact]
    public async Task Creates_none_unless_asked() => Assert.Empty((await AksPlan.Of(AksPlan.Cluster)).NamesOf(Budget));

    [Fact]
    public async Task Counts_a_month_of_all_groups_of_the_cluster()
    {
        var plan = await AksPlan.Of(_cluster);
        Assert.Equal(["west-budget"], plan.NamesOf(Budget));
        Assert.Equal("acme-prod-west", plan.Input("west-budget", "budgetName"));
        Assert.Equal("/subscriptions/00000000-0000-0000-0000-000000000000", plan.Input("west-budget", "scope"));
        Assert.Equal(50_000.0, plan.Input("west-budget", "amount"));
        Assert.Equal("Monthly", plan.Input("west-budget", "timeGrain"));
        Assert.Equal("2026-12-01T00:00:00Z", plan.Input("west-budget", "timePeriod.startDate"));
        Assert.Equal("ResourceGroupName", plan.Input("west-budget", "filter.dimensions.name"));
        // Where AKS puts the nodes.
        Assert.Equal("acme-prod-west-nodes", plan.Input("west-cluster", "nodeResourceGroup"));
        Assert.Equal(
            ["acme-prod-west", "acme-prod-west-nodes", "acme-prod-west-backups"],
            plan.Strings("west-budget", "filter.dimensions.values"));
    }

    [Fact]
    public async Task Counts_the_copies_in_a_second_region() => Assert.Equal(
        ["acme-prod-west", "acme-prod-west-nodes", "acme-prod-west-backups", "acme-prod-west-replica"],
        (await AksPlan.Of(_cluster with { BackupCopy = new() { Region = "swedencentral" } }))
            .Strings("west-budget", "filter.dimensions.values"));

    [Fact]
    public async Task Counts_nothing_in_another_subscription() => Assert.Equal(
        ["acme-prod-west", "acme-prod-west-nodes", "acme-prod-west-backups"],
        (await AksPlan.Of(AksPlan.Copied with { Budget = _cluster.Budget })).Strings("west-budget", "filter.dimensions.values"));

    [Theory]
    [InlineData("Actual_GreaterThanOrEqualTo_80_Percent", 80.0, "Actual", "GreaterThanOrEqualTo")]
    [InlineData("Actual_GreaterThanOrEqualTo_100_Percent", 100.0, "Actual", "GreaterThanOrEqualTo")]
    [InlineData("Forecasted_GreaterThan_100_Percent", 100.0, "Forecasted", "GreaterThan")]
    public async Task Tells_everybody(string notification, double percent, string type, string comparison)
    {
        var plan = await AksPlan.Of(_cluster);
        Assert.Equal(true, plan.Input("west-budget", $"notifications.{notification}.enabled"));
        Assert.Equal(percent, plan.Input("west-budget", $"notifications.{notification}.threshold"));
        Assert.Equal(type, plan.Input("west-budget", $"notifications.{notification}.thresholdType"));
        Assert.Equal(comparison, plan.Input("west-budget", $"notifications.{notification}.operator"));
        Assert.Equal(
            ["platform@acme.example", "finance@acme.example"],
            plan.Strings("west-budget", $"notifications.{notification}.contactEmails"));
    }

    [Fact]
    public async Task Makes_another_budget_for_another_first_month()
    {
        var options = (await AksPlan.Of(_cluster)).Resource(Budget).Options;
        Assert.Equal("timePeriod", Assert.Single(options.ReplaceOnChanges));
        Assert.True(options.DeleteBeforeReplace);
    }
}
