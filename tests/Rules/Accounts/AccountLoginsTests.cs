using Infra.Rules.Accounts;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Accounts;

public class AccountLoginsTests
{
    private const string First = "00000000-0000-4000-8000-000000000001", Second = "00000000-0000-4000-8000-000000000002";

    private static readonly EksClusterSpec _frankfurt = Fleets.Eks with { Account = "111122223333" };

    private static readonly EksClusterSpec _stockholm =
        Fleets.Eks with { Name = "stockholm", Region = "eu-north-1", Account = "444455556666" };

    private static readonly EksClusterSpec _sovereign =
        Fleets.Eks with { Name = "sovereign", Region = "eusc-de-east-1", Account = "444455556666" };

    private static readonly AksClusterSpec _west = Fleets.Aks with { Subscription = First };

    private static readonly AksClusterSpec _north = Fleets.Aks with { Name = "north", Region = "northeurope", Subscription = Second };

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AccountLogins>(Fleets.Sound));

    [Fact]
    public void Accepts_a_second_account_with_a_role_and_a_copy_with_a_profile() =>
        Assert.Empty(Fleets.Findings<AccountLogins>(Fleets.Of(
            _frankfurt with { BackupCopy = new() { Account = "777788889999", Region = "eu-west-1" } }, _stockholm) with
        {
            Accounts =
            [
                new AwsAccountSpec { Id = "444455556666", DeploymentRole = "arn:aws:iam::444455556666:role/deploy" },
                new AwsAccountSpec { Id = "777788889999", Profile = "backups" },
            ],
        }));

    [Fact]
    public void Accepts_a_second_partition_with_a_profile() =>
        Assert.Empty(Fleets.Findings<AccountLogins>(Fleets.Of(_frankfurt, _sovereign) with
        {
            Accounts = [new AwsAccountSpec { Id = "444455556666", Profile = "sovereign" }],
        }));

    [Fact]
    public void Accepts_two_subscriptions_of_one_tenant_and_two_tenants() =>
        Assert.Equal(
            [],
            [
                .. Fleets.Findings<AccountLogins>(Fleets.Of(_west, _north)),
                .. Fleets.Findings<AccountLogins>(Fleets.Of(_west, _north) with
                {
                    Accounts =
                    [
                        new AzureSubscriptionSpec { Id = First, Tenant = First },
                        new AzureSubscriptionSpec { Id = Second, Tenant = Second },
                    ],
                }),
            ]);

    [Fact]
    public void Rejects_accounts_beside_the_one_of_whoever_runs_the_program() =>
        Assert.Equal(
            [
                "CLU101 error clusters[1].account: the account is \"444455556666\", and that of clusters[0] that of whoever runs the " +
                "program: the credentials of whoever runs the program serve one account. Describe one of them under " +
                "ai-platform:accounts, with deploymentRole or profile.",
                "CLU101 error clusters[1].backupCopy.account: the account is \"777788889999\", and that of clusters[0] that of whoever " +
                "runs the program: the credentials of whoever runs the program serve one account. Describe one of them under " +
                "ai-platform:accounts, with deploymentRole or profile.",
            ],
            Fleets.Findings<AccountLogins>(Fleets.Of(
                Fleets.Eks, _stockholm with { BackupCopy = new() { Account = "777788889999", Region = "eu-west-1" } })));

    [Fact]
    public void Rejects_a_partition_in_which_nobody_has_credentials() =>
        Assert.Equal(
            [
                "CLU101 error clusters[1].region: \"eusc-de-east-1\" is in the partition aws-eusc, and clusters[0] in aws: credentials " +
                "of one partition are unknown in another. Describe the account under ai-platform:accounts, with a profile.",
            ],
            Fleets.Findings<AccountLogins>(Fleets.Of(_frankfurt, _sovereign) with
            {
                Accounts = [new AwsAccountSpec { Id = "444455556666", DeploymentRole = "arn:aws-eusc:iam::444455556666:role/deploy" }],
            }));

    [Fact]
    public void Rejects_a_copy_in_a_subscription_whose_tenant_is_not_said() =>
        Assert.Equal(
            [
                "CLU101 error clusters[0].backupCopy.subscription: accounts says for other subscriptions in which tenant they are, but " +
                "not for this one. Give the subscription, and describe it under ai-platform:accounts.",
            ],
            Fleets.Findings<AccountLogins>(Fleets.Of(
                _west with { BackupCopy = new() { Subscription = Second, Region = "swedencentral" } }) with
            {
                Accounts = [new AzureSubscriptionSpec { Id = First, Tenant = First }],
            }));

    [Fact]
    public void Rejects_two_Azure_clouds_and_a_subscription_whose_tenant_is_not_said() =>
        Assert.Equal(
            [
                "CLU101 error clusters[1].region: \"usgovvirginia\" is in the Azure cloud usgovernment, and clusters[0] in public: one " +
                "login serves one cloud. Put the cluster into a stack of its own.",
                "CLU101 error clusters[1].subscription: accounts says for other subscriptions in which tenant they are, but not for this " +
                "one. Give the subscription, and describe it under ai-platform:accounts.",
            ],
            Fleets.Findings<AccountLogins>(Fleets.Of(_west, _north with { Region = "usgovvirginia" }) with
            {
                Accounts = [new AzureSubscriptionSpec { Id = First, Tenant = First }],
            }));
}
