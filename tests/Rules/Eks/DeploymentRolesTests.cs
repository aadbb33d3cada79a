using Infra.Rules.Eks;
using Infra.Specification;
using Infra.Specification.Accounts;

namespace Infra.Tests.Rules.Eks;

public class DeploymentRolesTests
{
    private const string Admin = "arn:aws:iam::111122223333:role/platform-admin", Deploy = "arn:aws:iam::111122223333:role/deploy";

    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<DeploymentRoles>(Fleets.Sound));

    [Fact]
    public void Accepts_a_role_that_administers_the_cluster_and_another_that_breaks_the_glass() =>
        Assert.Empty(Fleets.Findings<DeploymentRoles>(With(Admin, "arn:aws:iam::111122223333:role/break-glass")));

    [Fact]
    public void Rejects_a_role_that_could_create_nothing_inside_the_cluster() =>
        Assert.Equal(
            [
                $"CLU102 error clusters[0].access.administrators: \"{Deploy}\" is missing: as the deploymentRole of the account it " +
                "creates everything inside the cluster, and only administrators may. Add it.",
            ],
            Fleets.Findings<DeploymentRoles>(With(Deploy, null)));

    [Fact]
    public void Rejects_to_break_the_glass_with_the_role_of_every_day() =>
        Assert.Equal(
            [
                $"CLU104 error accounts[0].breakGlassRole: \"{Admin}\" is also the deploymentRole, so that whoever works with the " +
                "cluster could destroy its backups. Name a role that is used for nothing else.",
                $"CLU104 error accounts[0].breakGlassRole: \"{Admin}\" is also an administrator of clusters[0], so that whoever works " +
                "with the cluster could destroy its backups. Name a role that is used for nothing else.",
            ],
            [.. Fleets.Findings<DeploymentRoles>(With(Admin, Admin)), .. Fleets.Findings<DeploymentRoles>(With(null, Admin))]);

    private static PlatformSpec With(string? deployment, string? glass) =>
        Fleets.Of(Fleets.Eks with { Account = "111122223333" }, Fleets.Aks) with
        {
            Accounts = [new AwsAccountSpec { Id = "111122223333", DeploymentRole = deployment, BreakGlassRole = glass }],
        };
}
