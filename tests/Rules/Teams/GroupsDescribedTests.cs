using Infra.Rules.Teams;
using Infra.Specification.Teams;

namespace Infra.Tests.Rules.Teams;

public class GroupsDescribedTests
{
    private const string Role = "arn:aws:iam::111122223333:role/vision";

    [Fact]
    public void Accepts_a_stack_without_groups() => Assert.Empty(Fleets.Findings<GroupsDescribed>(Fleets.Sound));

    [Fact]
    public void Accepts_groups_that_clouds_call_by_other_names() => Assert.Empty(Of(
        Fleets.Group,
        new() { Name = "a" },
        new() { Name = new string('a', 30), Aws = ["arn:aws:iam::111122223333:user/ci", "arn:aws-cn:iam::111122223333:role/teams/ci"] },
        new() { Name = "site", Oidc = "CN=Vision (Berlin),OU=groups" },
        // A site may call two groups the same.
        new() { Name = "hall", Oidc = "CN=Vision (Berlin),OU=groups" }));

    [Theory]
    [InlineData("")]
    [InlineData("Vision")]
    [InlineData("1st")]
    [InlineData("vision-")]
    [InlineData("a.b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Rejects_what_is_no_name(string name) => Assert.Equal(
        [
            $"TEAM001 error groups[0].name: \"{name}\" is not the name of a group. Allowed: at most 30 lower-case letters, digits and " +
            "hyphens, starting with a letter and not ending with a hyphen.",
        ],
        Of(Fleets.Group with { Name = name }));

    [Fact]
    public void Rejects_a_name_that_two_groups_have() => Assert.Equal(
        ["TEAM001 error groups[1].name: \"vision\" is also the name of groups[0]. Give each group its own."],
        Of(Fleets.Group, new() { Name = "vision" }));

    [Theory]
    [InlineData("vision")]
    [InlineData("arn:aws:iam::111122223333:group/vision")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/vision/session")]
    [InlineData("arn:aws:iam::1111:role/vision")]
    public void Rejects_what_no_cluster_of_EKS_lets_in(string principal) => Assert.Equal(
        [
            $"TEAM001 error groups[0].aws[1]: \"{principal}\" is not a principal. Allowed: the ARN of an IAM role or user, such as " +
            "arn:aws:iam::111122223333:role/vision.",
        ],
        Of(Fleets.Group with { Aws = [Role, principal] }));

    [Theory]
    [InlineData("vision")]
    [InlineData("00000000-0000-4000-8000-00000000b00")]
    [InlineData("{00000000-0000-4000-8000-00000000b001}")]
    [InlineData("")]
    public void Rejects_what_Entra_ID_does_not_know_a_group_by(string id) => Assert.Equal(
        [
            $"TEAM001 error groups[0].azure: \"{id}\" is not the object id of a group. Allowed: one such as " +
            "00000000-0000-4000-8000-000000000001.",
        ],
        Of(Fleets.Group with { Azure = id }));

    [Theory]
    [InlineData("")]
    [InlineData("system:masters")]
    [InlineData("system:authenticated")]
    public void Rejects_a_claim_that_would_be_a_group_of_Kubernetes_itself(string claim) => Assert.Equal(
        [
            $"TEAM001 error groups[0].oidc: \"{claim}\" is not a group of an identity provider. Allowed: 1 to 253 characters that do " +
            "not begin with \"system:\", as the groups of Kubernetes itself do.",
        ],
        Of(Fleets.Group with { Oidc = claim }));

    [Fact]
    public void Rejects_a_claim_that_is_too_long() => Assert.Single(Of(Fleets.Group with { Oidc = new string('a', 254) }));

    [Fact]
    public void Rejects_a_principal_that_two_groups_have() => Assert.Equal(
        [
            $"TEAM001 error groups[1].aws[1]: \"{Role}\" is also groups[0].aws[0], but a cloud lets each principal into a cluster once. " +
            "Give each group its own.",
            "TEAM001 error groups[1].azure: \"00000000-0000-4000-8000-00000000B001\" is also groups[0].azure, but a cloud lets each " +
            "principal into a cluster once. Give each group its own.",
        ],
        Of(
            Fleets.Group,
            new()
            {
                Name = "language", Aws = ["arn:aws:iam::111122223333:role/language", Role],
                Azure = "00000000-0000-4000-8000-00000000B001",
            }));

    [Fact]
    public void Rejects_a_principal_that_one_group_has_twice() => Assert.Equal(
        [
            $"TEAM001 error groups[0].aws[1]: \"{Role}\" is also groups[0].aws[0], but a cloud lets each principal into a cluster once. " +
            "Give each group its own.",
        ],
        Of(Fleets.Group with { Aws = [Role, Role] }));

    private static string[] Of(params GroupSpec[] groups) =>
        Fleets.Findings<GroupsDescribed>(Fleets.Sound with { Groups = [.. groups] });
}
