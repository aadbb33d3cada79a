using System.Text.Json.Nodes;
using Infra.Components.Clusters.Aks.Settings;
using Infra.Facts.Aks;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Accounts;
using Infra.Specification.Clusters;
using Infra.Tests.Components.Clusters.Aks;

namespace Infra.Tests.Components.Clusters.Eks;

/// <summary>Who logs in to the accounts of a stack, and what in one account trusts whom.</summary>
public class EksAccountsTests
{
    private const string Role = "arn:aws:iam::111122223333:role/deploy";

    private static readonly EksClusterSpec _cluster = EksPlan.Cluster with { Account = "111122223333" };

    [Fact]
    public async Task Logs_in_by_role_and_profile_in_the_provider_and_in_the_kubeconfig()
    {
        var plan = await EksPlan.Of(With(new() { Id = "111122223333", DeploymentRole = Role, Profile = "acme" }), _cluster);

        var provider = plan.Inputs("pulumi:providers:aws");
        Assert.Equal("acme", (string?)provider["profile"]);
        Assert.Equal($$"""[{"roleArn":"{{Role}}"}]""", provider["assumeRoles"]!.ToJsonString());
        Assert.Equal("""["111122223333"]""", provider["allowedAccountIds"]!.ToJsonString());
        Assert.EndsWith($" --profile acme --role-arn {Role}", Command(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_in_as_whoever_runs_the_program_where_the_stack_says_nothing()
    {
        var plan = await EksPlan.Of(With(new() { Id = "111122223333" }), _cluster);

        Assert.Null(plan.Inputs("pulumi:providers:aws")["profile"]);
        Assert.Null(plan.Inputs("pulumi:providers:aws")["assumeRoles"]);
        Assert.EndsWith(" --output json", Command(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_tenant_of_a_subscription_in_the_provider_and_in_the_kubeconfig()
    {
        const string subscription = "00000000-0000-4000-8000-000000000001", tenant = "00000000-0000-4000-8000-0000000000a1";
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Accounts = [new AzureSubscriptionSpec { Id = subscription, Tenant = tenant }] },
            AksPlan.Cluster with { Subscription = subscription });

        Assert.Equal(tenant, (string?)plan.Inputs("pulumi:providers:azure-native")["tenantId"]);
        Assert.Contains(
            $"\"--tenant-id\",\"{tenant}\"", (string?)plan.Inputs("pulumi:providers:kubernetes")["kubeconfig"], StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_in_to_a_tenant_with_the_command_of_Azure()
    {
        var credential = Convert.ToBase64String("server: https://api:443\ncertificate-authority-data: Q0E=\n"u8);
        var config = JsonNode.Parse(AksKubeconfig.From(credential, "x", AzureCloud.Public, AksPlan.Cluster, "tenant"))!;

        Assert.Equal(
            "get-token --login azurecli --server-id 6dae42f8-4368-4678-94ff-3960e28e3630 --environment AzurePublicCloud --tenant-id tenant",
            string.Join(' ', config["users"]![0]!["user"]!["exec"]!["args"]!.AsArray()));
    }

    [Fact]
    public async Task Lets_a_role_be_taken_by_one_service_account_of_one_cluster_alone()
    {
        var plan = await EksPlan.Of(_cluster, new WorkloadIdentity("tools", "tool", Access.BackupStore));

        Assert.Equal(
            """{"StringEquals":{"aws:SourceAccount":"111122223333","aws:RequestTag/eks-cluster-arn":"arn:aws:eks:eu-central-1:""" +
            """111122223333:cluster/acme-test-frankfurt","aws:RequestTag/kubernetes-namespace":"tools","aws:RequestTag/""" +
            """kubernetes-service-account":"tool"}}""",
            Condition(plan, "frankfurt-tools-tool-role"));
        Assert.Contains(
            """kubernetes-namespace":"kube-system","aws:RequestTag/kubernetes-service-account":"aws-node"}""",
            Condition(plan, "frankfurt-vpc-cni-role"), StringComparison.Ordinal);
        Assert.Contains(
            """kubernetes-service-account":"ebs-csi-controller-sa"}""",
            Condition(plan, "frankfurt-aws-ebs-csi-driver-role"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shifts_no_zone_where_AWS_offers_no_zonal_shift()
    {
        var sovereign = await EksPlan.Of(EksPlan.Cluster with { Region = "eusc-de-east-1", Access = new() });

        Assert.Null(sovereign.Inputs("aws:eks/cluster:Cluster")["zonalShiftConfig"]);
        Assert.True((bool)(await EksPlan.Of(_cluster)).Inputs("aws:eks/cluster:Cluster")["zonalShiftConfig"]!["enabled"]!);
    }

    private static PlatformSpec With(AwsAccountSpec account) => EksPlan.Platform with { Accounts = [account] };

    private static string Command(ClusterPlan plan)
    {
        var config = JsonNode.Parse((string)plan.Inputs("pulumi:providers:kubernetes")["kubeconfig"]!)!;
        return string.Join(' ', config["users"]![0]!["user"]!["exec"]!["args"]!.AsArray());
    }

    private static string Condition(ClusterPlan plan, string role) =>
        plan.Document("aws:iam/role:Role", role, "assumeRolePolicy")["Statement"]![0]!["Condition"]!.ToJsonString();
}
