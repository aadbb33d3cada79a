using Infra.Rules.Teams;
using Infra.Specification;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class OwnersKnownTests
{
    private static readonly PlatformSpec _sound = Fleets.Sound.With(Fleets.Team);

    [Fact]
    public void Accepts_a_stack_without_teams() => Assert.Empty(Fleets.Findings<OwnersKnown>(Fleets.Sound));

    [Fact]
    public void Accepts_an_owner_that_every_cluster_knows() => Assert.Empty(Fleets.Findings<OwnersKnown>(_sound));

    [Fact]
    public void Accepts_an_owner_that_the_other_kinds_do_not_know() => Assert.Empty(Fleets.Findings<OwnersKnown>(
        Fleets.Sound.With(Fleets.Team with { Clusters = new() { Kinds = ["on-prem"] } }) with { Groups = [new() { Name = "vision" }] }));

    [Fact]
    public void Accepts_an_owner_that_administers_the_cluster() => Assert.Empty(Fleets.Findings<OwnersKnown>(
        _sound with { Groups = [Fleets.Group with { Aws = [.. Fleets.Eks.Access.Administrators] }] }));

    [Fact]
    public void Rejects_a_team_that_nobody_owns() => Assert.Equal(
        ["TEAM003 error teams[0].owners: nobody would work in its namespace. Give at least one group of ai-platform:groups."],
        Of(Fleets.Team with { Owners = [] }));

    [Fact]
    public void Rejects_an_owner_that_is_no_group() => Assert.Equal(
        ["TEAM003 error teams[0].owners[0]: \"vison\" is not a group. Did you mean \"vision\"? Allowed: vision."],
        Of(Fleets.Team with { Owners = ["vison", "vision"] }));

    [Fact]
    public void Rejects_an_owner_where_there_are_no_groups() => Assert.Equal(
        ["TEAM003 error teams[0].owners[0]: \"vision\" is not a group. Describe it in ai-platform:groups."],
        Fleets.Findings<OwnersKnown>(_sound with { Groups = [] }));

    [Fact]
    public void Rejects_an_owner_that_is_listed_twice() => Assert.Equal(
        ["TEAM003 error teams[0].owners[1]: \"vision\" is listed twice. List each group once."],
        Of(Fleets.Team with { Owners = ["vision", "vision"] }));

    [Fact]
    public void Rejects_an_owner_that_one_kind_of_cluster_does_not_know() => Assert.Equal(
        [
            "TEAM003 error teams[0].owners[0]: the group \"vision\" has no azure, by which westeurope (aks) would know it. Give " +
            "groups[0].azure, or leave the cluster out of the team.",
        ],
        Fleets.Findings<OwnersKnown>(_sound with { Groups = [Fleets.Group with { Azure = null }] }));

    [Fact]
    public void Rejects_it_once_for_all_clusters_of_the_kind() => Assert.Equal(
        [
            "TEAM003 error teams[0].owners[0]: the group \"vision\" has no aws, by which frankfurt (eks) would know it. Give " +
            "groups[0].aws, or leave the cluster out of the team.",
        ],
        Fleets.Findings<OwnersKnown>(
            Fleets.Of(Fleets.Eks, Fleets.Eks with { Name = "stockholm" }).With(Fleets.Team) with
            {
                Groups = [Fleets.Group with { Aws = [] }],
            }));

    [Fact]
    public void Rejects_an_owner_that_may_only_look_at_a_cluster() => Assert.Equal(
        [
            "TEAM003 error teams[0].owners[0]: \"arn:aws:iam::111122223333:role/vision\" of the group \"vision\" is in " +
            "clusters[0].access.viewers, and EKS knows each principal once. Give the group another role, or take it out of the viewers.",
        ],
        Fleets.Findings<OwnersKnown>(
            Fleets.Of(Fleets.Eks with { Access = Fleets.Eks.Access with { Viewers = [.. Fleets.Group.Aws] } }, Fleets.Aks)
                .With(Fleets.Team)));

    [Fact]
    public void Rejects_an_owner_of_another_partition() => Assert.Equal(
        [
            "TEAM003 error teams[0].owners[0]: \"arn:aws-cn:iam::111122223333:role/vision\" of the group \"vision\" is of the partition " +
            "aws-cn, but eu-central-1 is in aws. Allowed: ARNs that begin with arn:aws:.",
        ],
        Fleets.Findings<OwnersKnown>(_sound with { Groups = [Fleets.Group with { Aws = ["arn:aws-cn:iam::111122223333:role/vision"] }] }));

    private static string[] Of(TeamSpec team) => Fleets.Findings<OwnersKnown>(Fleets.Sound.With(team));
}
