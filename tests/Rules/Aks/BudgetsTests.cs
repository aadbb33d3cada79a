using Infra.Rules.Aks;
using Infra.Specification;
using Infra.Specification.Costs;

namespace Infra.Tests.Rules.Aks;

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
    public void Rejects_what_is_not_a_month_from_which_Azure_counts(string from) => Assert.Equal(
        [
            $"CLU200 error clusters[0].budget.from: \"{from}\" is not a month from which Azure counts. Allowed: the month in which the " +
            "budget is created, or one of the next twelve, such as 2026-12.",
        ],
        Fleets.Findings<Budgets>(With(_budget with { From = from })));

    [Fact]
    public void Rejects_no_money_and_nobody() => Assert.Equal(
        [
            "CLU200 error clusters[0].budget.monthly: monthly is 0. Allowed: at least 1, in the currency of the subscription's bill.",
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

    private static PlatformSpec With(BudgetSpec budget) => Fleets.Of(Fleets.Aks with { Budget = budget });
}
