using System.Text.Json.Nodes;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;

namespace Infra.Tests.Components.Clusters.Eks;

public class EksEndpointPoliciesTests
{
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

    private static readonly EksClusterSpec _cluster = EksPlan.Cluster with { Account = "111122223333" };

    private static readonly PlatformSpec _mirrored =
        EksPlan.Platform with { Sovereignty = EksPlan.Platform.Sovereignty with { Registry = "registry.acme.example/mirror" } };

    [Fact]
    public async Task Lets_own_identities_reach_own_resources_alone()
    {
        var plan = await EksPlan.Of(_mirrored, _cluster);

        Assert.Equal(
            [
                """{"StringEquals":{"aws:PrincipalAccount":"111122223333"},"StringEqualsIfExists":{"aws:ResourceAccount":""" +
                "\"111122223333\"}}",
                """{"Bool":{"aws:PrincipalIsAWSService":"true"}}""",
            ],
            Statements(plan, "kms").Select(statement => statement["Condition"]!.ToJsonString()));
    }

    [Fact]
    public async Task Takes_the_organization_for_the_account_and_adds_accounts_that_are_trusted()
    {
        var plan = await EksPlan.Of(
            _mirrored with { Accounts = [new AwsAccountSpec { Id = "111122223333", Organization = "o-a1b2c3d4e5" }] },
            _cluster with { Network = _cluster.Network with { TrustedAccounts = ["444455556666"] } });

        Assert.Equal(
            [
                """{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"StringEqualsIfExists":{"aws:ResourceOrgID":"o-a1b2c3d4e5"}}""",
                """{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5","aws:ResourceAccount":["444455556666"]}}""",
                """{"Bool":{"aws:PrincipalIsAWSService":"true"}}""",
            ],
            Statements(plan, "logs").Select(statement => statement["Condition"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("s3", "AwsBuckets", "s3:GetObject", "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*")]
    [InlineData("s3", "AwsBuckets", "s3:GetObject", "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/*")]
    [InlineData("ecr-api", "Pull", "ecr:BatchGetImage", "arn:aws:ecr:eu-central-1:*:repository/*")]
    [InlineData("ecr-dkr", "Pull", "ecr:GetDownloadUrlForLayer", "arn:aws:ecr:eu-central-1:*:repository/*")]
    [InlineData("ec2", "Images", "ec2:RunInstances", "arn:aws:ec2:eu-central-1::image/*")]
    [InlineData("ssm", "Public", "ssm:Get*", "arn:aws:ssm:eu-central-1::parameter/aws/*")]
    [InlineData("sts", "Tokens", "sts:AssumeRoleWithWebIdentity", "*")]
    public async Task Lets_through_what_belongs_to_AWS(string service, string id, string action, string resource)
    {
        var plan = await EksPlan.Of(_mirrored, _cluster);

        var statement = Assert.Single(Statements(plan, service), statement => (string?)statement["Sid"] == id);
        Assert.Contains(action, statement["Action"]!.AsArray().Select(item => (string?)item));
        Assert.Contains(resource, statement["Resource"]!.AsArray().Select(item => (string?)item));
    }

    [Fact]
    public async Task Pushes_no_image_to_a_foreign_registry()
    {
        var plan = await EksPlan.Of(_mirrored, _cluster);

        var pull = Statements(plan, "ecr-api").Single(statement => (string?)statement["Sid"] == "Pull");
        Assert.Equal(
            """["ecr:BatchCheckLayerAvailability","ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]""", pull["Action"]!.ToJsonString());
        Assert.Equal("""{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}""", pull["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Reaches_the_public_registry_of_Kubernetes_only_without_a_mirror()
    {
        Assert.DoesNotContain("prod-registry-k8s-io", Policy(await EksPlan.Of(_mirrored, _cluster), "s3"), StringComparison.Ordinal);
        Assert.Contains(
            "arn:aws:s3:::prod-registry-k8s-io-eu-central-1/*", Policy(await EksPlan.Of(_cluster), "s3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closes_nothing_where_the_network_leads_to_the_internet_anyway()
    {
        var open = _mirrored with { Sovereignty = _mirrored.Sovereignty with { Endpoints = EndpointAccess.Public } };
        var plan = await EksPlan.Of(open, _cluster with { PublicAccessCidrs = ["203.0.113.0/24"] });

        Assert.Null(plan.Inputs(Endpoint)["policy"]);
    }

    private static string Policy(ClusterPlan plan, string service) =>
        (string)plan.Inputs(Endpoint, $"frankfurt-endpoint-{service}")["policy"]!;

    private static JsonNode[] Statements(ClusterPlan plan, string service) =>
        [.. JsonNode.Parse(Policy(plan, service))!["Statement"]!.AsArray().Select(item => item!)];
}
