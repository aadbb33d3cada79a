using Infra.AddOns.Scaling;
using Infra.Facts.Clusters;
using Infra.Tests.Components.Clusters.Aks;
using Infra.Tests.Components.Clusters.Eks;

namespace Infra.Tests.Components.Clusters;

/// <summary>What each cloud gives to a workload that asks how much waits in its queues.</summary>
public class QueueTests
{
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
    private const string Namespace = "/subscriptions/1/resourceGroups/queues/providers/Microsoft.ServiceBus/namespaces/acme";

    private static readonly WorkloadIdentity _keda = new("keda", "keda-platform", Access.Queues);

    [Fact]
    public async Task EKS_lets_it_count_the_messages_of_its_account_and_region_and_read_none()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { AddOns = [new Keda()] }, _keda);

        Assert.Equal(
            """[{"Sid":"Queues","Effect":"Allow","Action":["sqs:GetQueueAttributes"],""" +
            """ "Resource":["arn:aws:sqs:eu-central-1:123456789012:*"]},""".TrimStart() +
            """{"Sid":"Metrics","Effect":"Allow","Action":["cloudwatch:GetMetricData"],"Resource":["*"],""" +
            """ "Condition":{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}}]""".TrimStart(),
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-keda-keda-platform-policy", "policy")["Statement"]!.ToJsonString());
        Assert.Contains(
            "frankfurt-keda-keda-platform", plan.NamesOf("aws:eks/podIdentityAssociation:PodIdentityAssociation"));
    }

    [Fact]
    public async Task EKS_lets_it_count_only_what_the_stack_names()
    {
        var plan = await EksPlan.Of(
            EksPlan.Cluster with { AddOns = [new Keda { Queues = ["transcripts", "team-*", "transcripts"] }] }, _keda);

        Assert.Equal(
            """["arn:aws:sqs:eu-central-1:123456789012:team-*","arn:aws:sqs:eu-central-1:123456789012:transcripts"]""",
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-keda-keda-platform-policy", "policy")
                ["Statement"]![0]!["Resource"]!.ToJsonString());
    }

    [Fact]
    public async Task A_private_network_reaches_queues_and_metrics_only_where_something_asks()
    {
        Assert.Subset(
            (await EksPlan.Of(EksPlan.Cluster with { AddOns = [new Keda()] })).NamesOf(Endpoint).ToHashSet(),
            new HashSet<string> { "frankfurt-endpoint-monitoring", "frankfurt-endpoint-sqs" });
        Assert.DoesNotContain("frankfurt-endpoint-monitoring", (await EksPlan.Of(EksPlan.Cluster)).NamesOf(Endpoint));
    }

    [Fact]
    public async Task AKS_lets_it_read_what_the_stack_names_and_no_message()
    {
        var plan = await AksPlan.Of(
            AksPlan.Cluster with { AddOns = [new Keda { Queues = [Namespace, "/subscriptions/2/resourceGroups/queues"] }] }, _keda);

        Assert.Equal("Monitoring Reader", plan.Input("west-keda-keda-platform-reads-queues-acme-role", "description"));
        Assert.Equal(Namespace, plan.Input("west-keda-keda-platform-reads-queues-acme-role", "scope"));
        Assert.Equal(
            "/subscriptions/2/providers/Microsoft.Authorization/roleDefinitions/43d0d8ad-25c7-4714-9337-8ba259a9fe05",
            plan.Input("west-keda-keda-platform-reads-queues-role", "roleDefinitionId"));
        Assert.Equal(
            "system:serviceaccount:keda:keda-platform", plan.Input("west-keda-keda-platform-credential", "subject"));
    }

    [Fact]
    public async Task AKS_lets_it_read_nothing_until_the_stack_names_something() => Assert.DoesNotContain(
        (await AksPlan.Of(AksPlan.Cluster with { AddOns = [new Keda()] }, _keda)).Names, name => name.Contains("keda-platform-reads"));
}
