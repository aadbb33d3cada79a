using Infra.Rules.Accounts;
using Infra.Specification;
using Infra.Specification.Accounts;

namespace Infra.Tests.Rules.Accounts;

public class AccountsDescribedTests
{
    private const string Subscription = "00000000-0000-4000-8000-000000000001", Tenant = "00000000-0000-4000-8000-0000000000a1";

    private static readonly AwsAccountSpec _account = new() { Id = "111122223333" };

    private static readonly PlatformSpec _platform = Fleets.Of(
        Fleets.Eks with { Account = "111122223333" }, Fleets.Aks with { Subscription = Subscription });

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AccountsDescribed>(Fleets.Sound));

    [Fact]
    public void Accepts_an_account_with_all_that_can_be_said_of_it_and_a_subscription() =>
        Assert.Empty(Fleets.Findings<AccountsDescribed>(_platform with
        {
            Accounts =
            [
                _account with
                {
                    DeploymentRole = "arn:aws:iam::111122223333:role/platform/deploy", Profile = "acme.prod",
                    Organization = "o-a1b2c3d4e5", BreakGlassRole = "arn:aws:iam::111122223333:role/break-glass",
                },
                new AzureSubscriptionSpec { Id = Subscription.ToUpperInvariant(), Tenant = Tenant },
            ],
        }));

    [Fact]
    public void Accepts_the_account_of_a_copy() =>
        Assert.Empty(Fleets.Findings<AccountsDescribed>(Fleets.Of(
            Fleets.Eks with { BackupCopy = new() { Account = "444455556666", Region = "eu-west-1" } }) with
        {
            Accounts = [new AwsAccountSpec { Id = "444455556666", Profile = "backups" }],
        }));

    [Fact]
    public void Accepts_the_subscription_of_a_copy() =>
        Assert.Empty(Fleets.Findings<AccountsDescribed>(Fleets.Of(
            Fleets.Aks with { BackupCopy = new() { Subscription = Subscription, Region = "swedencentral" } }) with
        {
            Accounts = [new AzureSubscriptionSpec { Id = Subscription, Tenant = Tenant }],
        }));

    [Fact]
    public void Rejects_ids_that_are_none_and_an_account_given_twice() =>
        Assert.Equal(
            [
                "CLU100 error accounts[0].id: \"11112222333\" is not an AWS account. Allowed: twelve digits, in quotes.",
                "CLU100 error accounts[1].id: \"sub\" is not an Azure subscription. Allowed: a GUID, such as " +
                "00000000-0000-0000-0000-000000000000.",
                "CLU100 error accounts[3].id: \"111122223333\" is described twice. Keep one.",
            ],
            Fleets.Findings<AccountsDescribed>(_platform with
            {
                Accounts =
                [
                    new AwsAccountSpec { Id = "11112222333" }, new AzureSubscriptionSpec { Id = "sub", Tenant = Tenant }, _account,
                    _account,
                ],
            }));

    [Fact]
    public void Rejects_an_account_in_which_nothing_is() =>
        Assert.Equal(
            ["CLU100 error accounts[0].id: nothing of this stack is in \"444455556666\". Remove the entry, or correct its id."],
            Fleets.Findings<AccountsDescribed>(_platform with { Accounts = [new AwsAccountSpec { Id = "444455556666" }] }));

    [Theory]
    [InlineData("arn:aws:iam::444455556666:role/deploy")]
    [InlineData("arn:aws-cn:iam::111122223333:role/deploy")]
    [InlineData("arn:aws:iam::111122223333:user/deploy")]
    [InlineData("deploy")]
    public void Rejects_roles_that_are_not_the_accounts(string role) =>
        Assert.Equal(
            [
                $"CLU100 error accounts[0].deploymentRole: \"{role}\" is not a role of this account. Allowed: " +
                "arn:aws:iam::111122223333:role/<name>.",
                $"CLU100 error accounts[0].breakGlassRole: \"{role}\" is not a role of this account. Allowed: " +
                "arn:aws:iam::111122223333:role/<name>.",
            ],
            Fleets.Findings<AccountsDescribed>(
                _platform with { Accounts = [_account with { DeploymentRole = role, BreakGlassRole = role }] }));

    [Fact]
    public void Rejects_a_profile_an_organization_and_a_tenant_that_are_none() =>
        Assert.Equal(
            [
                "CLU100 error accounts[0].profile: \"acme prod\" is not the name of a profile. Allowed: letters, digits, dots, hyphens, " +
                "underscores, and @ + / =.",
                "CLU100 error accounts[0].organization: \"acme\" is not the id of an organization. Allowed: o- and 10 to 32 lower-case " +
                "letters and digits.",
                "CLU100 error accounts[1].tenant: \"acme.example\" is not an Entra ID tenant. Allowed: a GUID, such as " +
                "00000000-0000-0000-0000-000000000000.",
            ],
            Fleets.Findings<AccountsDescribed>(_platform with
            {
                Accounts =
                [
                    _account with { Profile = "acme prod", Organization = "acme" },
                    new AzureSubscriptionSpec { Id = Subscription, Tenant = "acme.example" },
                ],
            }));
}
