using Infra.Rules.Names;

namespace Infra.Tests.Rules.Names;

public class AccountIdsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AccountIds>(Fleets.Sound));

    [Fact]
    public void Accepts_an_account() =>
        Assert.Empty(Fleets.Findings<AccountIds>(Fleets.Of(Fleets.Eks with { Account = "123456789012" })));

    [Fact]
    public void Rejects_an_account_of_eleven_digits() =>
        Assert.Equal(
            [
                "CLU022 error clusters[0].account: \"12345678901\" is not an AWS account. Allowed: twelve digits, in quotes.",
            ],
            Fleets.Findings<AccountIds>(Fleets.Of(Fleets.Eks with { Account = "12345678901" })));

    [Fact]
    public void Rejects_a_subscription_with_a_blank_at_its_end() =>
        Assert.Equal(
            [
                "CLU022 error clusters[0].subscription: \"00000000-0000-4000-8000-000000000001 \" is not an Azure subscription. Allowed: " +
                "a GUID, such as 00000000-0000-0000-0000-000000000000.",
            ],
            Fleets.Findings<AccountIds>(Fleets.Of(Fleets.Aks with { Subscription = "00000000-0000-4000-8000-000000000001 " })));

    [Fact]
    public void Rejects_a_subscription_by_its_name() =>
        Assert.Equal(
            [
                "CLU022 error clusters[0].subscription: \"production\" is not an Azure subscription. Allowed: a GUID, such as " +
                "00000000-0000-0000-0000-000000000000.",
            ],
            Fleets.Findings<AccountIds>(Fleets.Of(Fleets.Aks with { Subscription = "production" })));
}
