using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.AddOns.Network;
using Infra.AddOns.Traffic;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Networks;
using Infra.Tests.Components.Clusters.Eks;

namespace Infra.Tests.AddOns.Network;

/// <summary>What makes load balancers on EKS.</summary>
public class AwsLoadBalancerControllerTests
{
    private static readonly AwsLoadBalancerController _controller = new();

    private static PlatformSpec Open { get; } =
        Fleet.Platform with { Sovereignty = Fleet.Platform.Sovereignty with { Endpoints = EndpointAccess.Public } };

    [Fact]
    public void Is_on_every_cluster_of_EKS_and_on_no_other()
    {
        Assert.True(_controller.OnByDefault(Clouds.Of(Fleet.Eks)));
        Assert.All(
            new ClusterSpec[] { Fleet.Aks, Fleet.Rke2, Fleet.OpenShift },
            cluster =>
            {
                Assert.False(_controller.OnByDefault(Clouds.Of(cluster)));
                Assert.Equal("it makes load balancers of AWS; remove the add-on here.", _controller.Obstacle(Clouds.Of(cluster)));
            });
    }

    [Fact]
    public void Waits_for_no_webhook_that_others_would_wait_for()
    {
        var values = Values(Fleet.Context("eks"));

        Assert.False(values["enableServiceMutatorWebhook"]!.GetValue<bool>());
        Assert.Equal("Ignore", (string?)values["webhookConfig"]!["ingressValdationFailurePolicy"]);
    }

    [Fact]
    public void Finds_its_VPC_by_the_name_that_the_platform_gives_it_or_by_the_id_that_the_stack_names()
    {
        Assert.Equal("""{"Name":"acme-test-frankfurt"}""", Values(Fleet.Context("eks"))["vpcTags"]!.ToJsonString());
        var existing = Fleet.Eks with
        {
            Network = Fleet.Eks.Network with
            {
                Existing = new EksExistingNetworkSpec { Vpc = "vpc-0123456789abcdef0", Nodes = [], ControlPlane = [] },
            },
        };
        Assert.Equal("vpc-0123456789abcdef0", (string?)Values(Fleet.In(Fleet.Platform, existing))["vpcId"]);
    }

    [Fact]
    public void Keeps_Ingresses_inside_where_endpoints_are_private()
    {
        Assert.Equal("""{"scheme":"internal"}""", Values(Fleet.Context("eks"))["ingressClassParams"]!["spec"]!.ToJsonString());
        Assert.Null(Values(Fleet.In(Open, Fleet.Eks))["ingressClassParams"]);
    }

    [Fact]
    public void Makes_the_load_balancer_of_the_gateway_inside_or_facing_the_internet()
    {
        Assert.Equal(
            """
            {"name":"platform","type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb","annotations":{
            "service.beta.kubernetes.io/aws-load-balancer-internal":"true",
            "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type":"ip",
            "service.beta.kubernetes.io/aws-load-balancer-scheme":"internal"}}
            """.ReplaceLineEndings(""),
            Service(Fleet.Context("eks")));
        Assert.Equal(
            """
            {"name":"platform","type":"LoadBalancer","loadBalancerClass":"service.k8s.aws/nlb","annotations":{
            "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type":"ip",
            "service.beta.kubernetes.io/aws-load-balancer-scheme":"internet-facing"}}
            """.ReplaceLineEndings(""),
            Service(Fleet.In(Open, Fleet.Eks)));
    }

    [Fact]
    public void Leaves_the_gateway_to_EKS_own_controller_where_it_is_off() => Assert.Equal(
        """{"name":"platform","type":"LoadBalancer"}""",
        Service(Clouds.Context(Open, Fleet.Eks with { AddOns = [.. AddOnList.All.Where(addOn => addOn is EnvoyGateway)] })));

    [Fact]
    public async Task May_change_load_balancers_and_groups_of_its_own_cluster_alone()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster, _controller.Identities(Fleet.Context("eks")).Single());
        var policy = plan.Document(
            "aws:iam/rolePolicy:RolePolicy", "frankfurt-kube-system-aws-load-balancer-controller-policy", "policy");
        var conditions = policy["Statement"]!.AsArray().ToDictionary(
            each => (string)each!["Sid"]!, each => each!["Condition"]?.ToJsonString());

        Assert.Equal("""{"StringEquals":{"aws:RequestTag/elbv2.k8s.aws/cluster":"acme-test-frankfurt"}}""", conditions["Make"]);
        Assert.Equal("""{"StringEquals":{"aws:ResourceTag/elbv2.k8s.aws/cluster":"acme-test-frankfurt"}}""", conditions["Use"]);
        Assert.Equal("""{"StringEquals":{"aws:ResourceTag/elbv2.k8s.aws/cluster":"acme-test-frankfurt"}}""", conditions["UseGroups"]);
        Assert.Equal(
            """{"StringEquals":{"aws:ResourceTag/kubernetes.io/cluster/acme-test-frankfurt":"owned"}}""", conditions["OpenNodes"]);
        Assert.DoesNotContain("wafv2", policy.ToJsonString(), StringComparison.Ordinal);
    }

    private static JsonObject Values(ClusterContext context) => ChartValues.Of(_controller, context);

    private static string Service(ClusterContext context) =>
        new EnvoyGateway().Manifests(context).Single(each => (string?)each["kind"] == "EnvoyProxy")[
            "spec"]!["provider"]!["kubernetes"]!["envoyService"]!.ToJsonString();
}
