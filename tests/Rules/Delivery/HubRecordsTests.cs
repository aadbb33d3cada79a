using Infra.Rules.Delivery;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;

namespace Infra.Tests.Rules.Delivery;

public sealed class HubRecordsTests
{
    private static HubSpec Hub => new()
    {
        Name = "dublin",
        Issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/AB12",
        Roles = ["arn:aws:iam::111122223333:role/acme-hub-dublin-argocd"],
        Addresses = ["203.0.113.7/32"],
        Network = "10.40.0.0/16",
    };

    private static GitOpsSpec GitOps => new() { Repository = "https://git.acme.example/fleet" };

    [Fact]
    public void Accepts_a_hub_of_another_stack() => Assert.Empty(Of(Hub, Fleets.Eks, Fleets.Aks));

    [Fact]
    public void Accepts_members_that_are_pushed_to_without_a_repository_of_their_own() =>
        Assert.Empty(Fleets.Findings<HubRecords>(Public(Fleets.Eks, Fleets.Aks) with { Hub = Hub }));

    [Fact]
    public void Accepts_a_stack_with_a_hub_of_its_own() => Assert.Empty(Fleets.Findings<HubRecords>(Fleets.Sound));

    [Fact]
    public void Rejects_a_second_hub() => Assert.Equal(
        [
            "CLU212 error hub: clusters[0] is the hub of this stack, so the hub of another cannot be named. Remove hub, or the role hub " +
            "of the cluster.",
        ],
        Of(Hub, Fleets.Eks with { Role = ClusterRole.Hub }));

    [Fact]
    public void Rejects_what_a_member_could_not_trust_or_let_in() => Assert.Equal(
        [
            "CLU212 error hub.name: \"Dublin\" is not the name of a cluster. Allowed: at most 20 lower-case letters, digits and hyphens, " +
            "starting with a letter and not ending with a hyphen.",
            "CLU212 error hub.issuer: \"http://issuer.example\" is not the URL of an issuer. Allowed: https, a host and a path, as the " +
            "stack of the hub exports it.",
            "CLU212 error hub.roles[0]: \"arn:aws:iam::111122223333:user/ann\" is not the ARN of a role. Allowed: such as " +
            "arn:aws:iam::111122223333:role/name, as the stack of the hub exports it.",
            "CLU212 error hub.addresses[0]: \"203.0.113.0/24\" is not a public address. Allowed: one IPv4 address, such as 203.0.113.7/32.",
            "CLU212 error hub.addresses[1]: \"10.0.0.1/32\" is not a public address. Allowed: one IPv4 address, such as 203.0.113.7/32.",
            "CLU212 error hub.network: \"0.0.0.0/0\" is not a private network. Allowed: an IPv4 network in CIDR notation without host " +
            "bits, such as 10.10.0.0/16.",
        ],
        Of(
            new HubSpec
            {
                Name = "Dublin",
                Issuer = "http://issuer.example",
                Roles = ["arn:aws:iam::111122223333:user/ann"],
                Addresses = ["203.0.113.0/24", "10.0.0.1/32"],
                Network = "0.0.0.0/0",
            },
            Fleets.Eks));

    [Fact]
    public void Rejects_the_name_of_a_cluster_of_the_stack() => Assert.Equal(
        ["CLU212 error hub.name: \"frankfurt\" is also the name of clusters[0]. Names of clusters must be unique in a fleet."],
        Of(Hub with { Name = "frankfurt" }, Fleets.Eks));

    [Fact]
    public void Rejects_a_member_that_would_pull_from_nowhere() => Assert.Equal(
        [
            "CLU212 error clusters[0].delivery: the cluster pulls its workloads, because dublin has no roles in AWS, and only the stack " +
            "of a hub can make an account trust its issuer; but ai-platform:gitOps is missing, so it has nothing to pull. Name the " +
            "repository.",
            "CLU212 error clusters[1].delivery: the cluster pulls its workloads; but ai-platform:gitOps is missing, so it has nothing to " +
            "pull. Name the repository.",
        ],
        Fleets.Findings<HubRecords>(
            Public(Fleets.Eks, Fleets.Aks with { Delivery = DeliveryWay.Pull }) with { Hub = Hub with { Roles = [] } }));

    private static string[] Of(HubSpec hub, params ClusterSpec[] clusters) =>
        Fleets.Findings<HubRecords>(Public(clusters) with { Hub = hub, GitOps = GitOps });

    private static PlatformSpec Public(params ClusterSpec[] clusters) => Fleets.Exactly(clusters) with
    {
        Sovereignty = Fleets.Sovereignty with { Endpoints = EndpointAccess.Public },
    };
}
