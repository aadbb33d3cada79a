using Infra.Rules.Costs;
using Infra.Specification;
using Infra.Specification.Costs;

namespace Infra.Tests.Rules.Costs;

public class BudgetsTests
{
    private static readonly BudgetSpec _budget = new() { Monthly = 50_000, From = "2026-12", Notify = ["platform@acme.example"] };

    [Fact]
    public void Accepts_a_cluster_without_one() => Assert.Empty(Fleets.Findings<Budgets>(Fleets.Sound));

    [Fact]
    public void Accepts_a_month_and_addresses() => Assert.Empty(Fleets.Findings<Budgets>(
        With(_budget with { Monthly = 1, From = "2017-06", Notify = ["platform@acme.example", "first.last+gpu@mail.acme.example"] })));

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-1")]
    [InlineData("2026-12-01")]
    [InlineData("2017-05")]
    [InlineData("")]
    public void Rejects_what_is_not_a_month(string from) => Assert.Equal(
        [
            $"CLU200 error clusters[0].budget.from: \"{from}\" is not a month from which a budget counts. Allowed: the month in which " +
            "the budget is created, or one of the next twelve, such as 2026-12.",
        ],
        Fleets.Findings<Budgets>(With(_budget with { From = from })));

    [Fact]
    public void Rejects_no_money_and_nobody() => Assert.Equal(
        [
            "CLU200 error clusters[0].budget.monthly: monthly is 0. Allowed: at least 1.",
            "CLU200 error clusters[0].budget.notify: nobody would be told. Allowed: at least one mail address.",
        ],
        Fleets.Findings<Budgets>(With(_budget with { Monthly = 0, Notify = [] })));

    [Theory]
    [InlineData("platform")]
    [InlineData("platform@acme")]
    [InlineData("@acme.example")]
    [InlineData("a@b@acme.example")]
    [InlineData("Platform <platform@acme.example>")]
    public void Rejects_what_is_not_a_mail_address(string address) => Assert.Equal(
        [
            $"CLU200 error clusters[0].budget.notify[1]: \"{address}\" is not a mail address. Allowed: one such as " +
            "platform@acme.example.",
        ],
        Fleets.Findings<Budgets>(With(_budget with { Notify = ["platform@acme.example", address] })));

    [Fact]
    public void Accepts_a_budget_on_EKS() => Assert.Empty(Fleets.Findings<Budgets>(
        Fleets.Of(Fleets.Eks with { Budget = _budget with { Notify = [.. Addresses(10)] } })));

    [Fact]
    public void Rejects_more_addresses_than_AWS_tells() => Assert.Equal(
        [
            "CLU200 error clusters[0].budget.notify: notify has 11 addresses. Allowed on eks: at most 10; give one that forwards the mail.",
        ],
        Fleets.Findings<Budgets>(Fleets.Of(Fleets.Eks with { Budget = _budget with { Notify = [.. Addresses(11)] } })));

    [Fact]
    public void Rejects_a_budget_where_costs_are_known_in_another_account_alone() => Assert.Equal(
        [
            "CLU200 error clusters[0].budget: the costs of us-gov-west-1 are known only in the standard AWS account to which its account " +
            "belongs. Leave budget out, and set one there.",
        ],
        Fleets.Findings<Budgets>(Fleets.Of(Fleets.Eks with { Region = "us-gov-west-1", Budget = _budget })));

    private static IEnumerable<string> Addresses(int count) =>
        Enumerable.Range(1, count).Select(number => $"person-{number}@acme.example");

    private static PlatformSpec With(BudgetSpec budget) => Fleets.Of(Fleets.Aks with { Budget = budget });
}
