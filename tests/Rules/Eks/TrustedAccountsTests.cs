using Infra.Rules.Eks;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Eks;

public class TrustedAccountsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<TrustedAccounts>(Fleets.Sound));

    [Fact]
    public void Accepts_the_account_of_a_registry() =>
        Assert.Empty(Fleets.Findings<TrustedAccounts>(Fleets.Of(Trusting("444455556666"))));

    [Fact]
    public void Rejects_what_is_no_account_and_what_is_trusted_already() =>
        Assert.Equal(
            [
                "CLU105 error clusters[0].network.trustedAccounts[0]: \"registry\" is not an AWS account. Allowed: twelve digits, in " +
                "quotes.",
                "CLU105 error clusters[0].network.trustedAccounts[1]: \"111122223333\" is trusted already. Remove it.",
                "CLU105 error clusters[0].network.trustedAccounts[3]: \"444455556666\" is trusted already. Remove it.",
            ],
            Fleets.Findings<TrustedAccounts>(Fleets.Of(Trusting("registry", "111122223333", "444455556666", "444455556666"))));

    [Fact]
    public void Rejects_accounts_where_the_network_leads_everywhere() =>
        Assert.Equal(
            [
                "CLU105 error clusters[0].network.trustedAccounts: trustedAccounts is given, but sovereignty.endpoints is public, and " +
                "the network leads to every account. Leave it out, or set endpoints to private.",
            ],
            Fleets.Findings<TrustedAccounts>(Fleets.Of(Trusting("444455556666")) with
            {
                Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public },
            }));

    private static EksClusterSpec Trusting(params string[] accounts) => Fleets.Eks with
    {
        Account = "111122223333",
        Network = Fleets.Eks.Network with { TrustedAccounts = [.. accounts] },
    };
}
