using Infra.Rules.Aks;

namespace Infra.Tests.Rules.Aks;

public class ReservedWordsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<ReservedWords>(Fleets.Sound));

    [Fact]
    public void Accepts_other_words_of_the_page_as_a_part_of_a_name() =>
        Assert.Empty(Fleets.Findings<ReservedWords>(Fleets.Of(
            Fleets.Aks with { Name = "azure" }, Fleets.Aks with { Name = "login" }, Fleets.Eks with { Name = "windows" })));

    [Theory]
    [InlineData("acme", "windows2", "contains windows")]
    [InlineData("microsoft", "west", "contains microsoft")]
    [InlineData("acme", "micro-soft", "contains microsoft")]
    [InlineData("logins", "west", "starts with login")]
    public void Rejects_words_that_Azure_reserves(string organization, string name, string what) =>
        Assert.Equal(
            [
                $"CLU143 error clusters[0].name: \"{organization}-prod-{name}\" (organization, stack and cluster name) {what}, a word " +
                "that Azure refuses in names that become addresses (ReservedResourceName). Choose other names.",
            ],
            Fleets.Findings<ReservedWords>(Fleets.Of(Fleets.Aks with { Name = name }) with { Organization = organization }));
}
