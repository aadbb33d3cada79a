using Infra.Rules.Networks;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.Networks;

public class AccessPrincipalsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<AccessPrincipals>(Fleets.Sound));

    [Fact]
    public void Accepts_a_role_and_a_group() =>
        Assert.Empty(Fleets.Findings<AccessPrincipals>(
            Fleets.Of(Fleets.Eks with
            {
                Access = new AccessSpec { Administrators = ["arn:aws:iam::123456789012:role/platform/admins"] },
            }, Fleets.Aks with { Access = Fleets.Aks.Access with { Viewers = ["6f1c0b6a-0a3e-4c56-9d6a-3f1f0d6f7a11"] } })));

    [Fact]
    public void Accepts_a_role_of_another_account() =>
        Assert.Empty(Fleets.Findings<AccessPrincipals>(Fleets.Of(Fleets.Eks with
        {
            Account = "111122223333",
            Access = new AccessSpec { Administrators = ["arn:aws:iam::444455556666:role/platform-admin"] },
        })));

    [Fact]
    public void Rejects_a_role_of_another_partition() =>
        Assert.Equal(
            [
                "CLU023 error clusters[0].access.administrators[0]: \"arn:aws-cn:iam::123456789012:role/admins\" is of the partition " +
                "aws-cn, but eu-central-1 is in aws. Allowed: ARNs that begin with arn:aws:.",
            ],
            Fleets.Findings<AccessPrincipals>(Fleets.Of(
                Fleets.Eks with { Access = new AccessSpec { Administrators = ["arn:aws-cn:iam::123456789012:role/admins"] } })));

    [Fact]
    public void Rejects_a_role_by_its_name() =>
        Assert.Equal(
            [
                "CLU023 error clusters[0].access.administrators[0]: \"admins\" is not a valid principal. Allowed: the ARN of an IAM role " +
                "or user.",
            ],
            Fleets.Findings<AccessPrincipals>(Fleets.Of(Fleets.Eks with { Access = new AccessSpec { Administrators = ["admins"] } })));

    [Fact]
    public void Rejects_a_role_whose_name_IAM_does_not_take()
    {
        var role = $"arn:aws:iam::123456789012:role/{new string('a', 65)}";

        Assert.Equal(
            [$"CLU023 error clusters[0].access.viewers[0]: \"{role}\" is not a valid principal. Allowed: the ARN of an IAM role or user."],
            Fleets.Findings<AccessPrincipals>(Fleets.Of(Fleets.Eks with { Access = Fleets.Eks.Access with { Viewers = [role] } })));
    }

    [Fact]
    public void Rejects_a_group_by_its_name() =>
        Assert.Equal(
            [
                "CLU023 error clusters[0].access.viewers[0]: \"developers\" is not a valid principal. Allowed: the object id (a GUID) of " +
                "an Entra ID group.",
            ],
            Fleets.Findings<AccessPrincipals>(Fleets.Of(Fleets.Aks with { Access = Fleets.Aks.Access with { Viewers = ["developers"] } })));

    [Fact]
    public void Rejects_a_principal_in_both_lists() =>
        Assert.Equal(
            [
                "CLU023 error clusters[0].access.viewers[0]: \"arn:aws:iam::123456789012:role/a\" is listed twice. List each principal " +
                "once, as an administrator or as a viewer.",
            ],
            Fleets.Findings<AccessPrincipals>(
                Fleets.Of(Fleets.Eks with
                {
                    Access = new AccessSpec
                    {
                        Administrators = ["arn:aws:iam::123456789012:role/a"],
                        Viewers = ["arn:aws:iam::123456789012:role/a"],
                    },
                })));

    [Fact]
    public void Rejects_a_cluster_in_a_cloud_that_nobody_administers() =>
        Assert.Equal(
            [
                "CLU023 error clusters[0].access.administrators: there is no administrator, so nobody could use the cluster, not even " +
                "the principal that runs pulumi up. Give the ARN of an IAM role or user.",
                "CLU023 error clusters[1].access.administrators: there is no administrator, so nobody could use the cluster, not even " +
                "the principal that runs pulumi up. Give the object id (a GUID) of an Entra ID group.",
            ],
            Fleets.Findings<AccessPrincipals>(Fleets.Of(
                Fleets.Eks with { Access = new AccessSpec() }, Fleets.Aks with { Access = new AccessSpec() }, Fleets.OnPrem)));
}
