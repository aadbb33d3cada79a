using Infra.Specification.Clusters;

namespace Infra.Tests.Invariants;

/// <summary>Control planes: private where the stack says so, without local accounts, and hard to delete by mistake.</summary>
public sealed class ControlPlaneTests
{
    private const string Eks = "aws:eks/cluster:Cluster";
    private const string Aks = "azure-native:containerservice:ManagedCluster";

    [Fact]
    public async Task AKS_has_an_hour_to_create_a_cluster_and_an_hour_and_a_half_to_change_it() => EveryStack.None(
        await EveryStack.Of(Aks), item => item.Waits(new(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(90), null)));

    // The provider gives a control plane of EKS half an hour and an update an hour, which is enough.
    [Fact]
    public async Task EKS_has_the_time_of_the_provider() =>
        EveryStack.None(await EveryStack.Of(Eks), item => item.Waits(new(null, null, null)));

    [Fact]
    public Task EKS_protects_a_cluster_from_deletion_where_the_stack_says_so() =>
        EveryStack.Has(Eks, "/deletionProtection", item => ((EksClusterSpec)item.Cluster!).DeletionProtection);

    [Theory]
    [InlineData(Eks)]
    [InlineData(Aks)]
    public async Task A_control_plane_is_neither_deleted_nor_replaced_unless_the_stack_says_so(string type) => EveryStack.None(
        await EveryStack.Of(type),
        item => item.Resource.Protect == ((CloudClusterSpec)item.Cluster!).DeletionProtection ? null : "has another protection");

    [Fact]
    public void A_stack_that_says_nothing_protects_its_clusters()
    {
        Assert.True(Infra.Tests.Components.Clusters.Eks.EksPlan.Cluster.DeletionProtection);
        Assert.True(Infra.Tests.Components.Clusters.Aks.AksPlan.Cluster.DeletionProtection);
    }

    [Theory]
    [InlineData("/accessConfig/authenticationMode", "API")]
    [InlineData("/accessConfig/bootstrapClusterCreatorAdminPermissions", false)]
    [InlineData("/bootstrapSelfManagedAddons", false)]
    [InlineData("/vpcConfig/endpointPrivateAccess", true)]
    [InlineData("/zonalShiftConfig/enabled", true)]
    public Task EKS_has_no_hidden_administrator(string path, object expected) => EveryStack.Has(Eks, path, expected);

    [Theory]
    [InlineData("/disableLocalAccounts", true)]
    [InlineData("/enableRBAC", true)]
    [InlineData("/aadProfile/managed", true)]
    [InlineData("/aadProfile/enableAzureRBAC", true)]
    [InlineData("/apiServerAccessProfile/disableRunCommand", true)]
    [InlineData("/apiServerAccessProfile/enableVnetIntegration", true)]
    [InlineData("/oidcIssuerProfile/enabled", true)]
    [InlineData("/securityProfile/workloadIdentity/enabled", true)]
    public Task AKS_lets_in_identities_of_Entra_alone(string path, object expected) => EveryStack.Has(Aks, path, expected);

    [Theory]
    [InlineData("/networkProfile/loadBalancerSku", "standard")]
    [InlineData("/networkProfile/networkPolicy", "cilium")]
    [InlineData("/networkProfile/networkPluginMode", "overlay")]
    public Task AKS_filters_traffic_and_balances_it_over_zones(string path, string expected) => EveryStack.Has(Aks, path, expected);

    [Fact]
    public async Task An_API_is_private_where_endpoints_are()
    {
        await EveryStack.Has(Eks, "/vpcConfig/endpointPublicAccess", item => !item.IsPrivate);
        await EveryStack.Has(Aks, "/apiServerAccessProfile/enablePrivateCluster", item => item.IsPrivate);
        await EveryStack.Has(Aks, "/apiServerAccessProfile/enablePrivateClusterPublicFQDN", false, item => item.IsPrivate);
    }

    [Fact]
    public async Task Vaults_and_stores_in_Azure_are_private_where_endpoints_are()
    {
        await EveryStack.Has("azure-native:keyvault:Vault", "/properties/publicNetworkAccess", "Disabled", item => item.IsPrivate);
        await EveryStack.Has("azure-native:keyvault:Vault", "/properties/networkAcls/defaultAction", "Deny", item => item.IsPrivate);
        await EveryStack.Has("azure-native:storage:StorageAccount", "/publicNetworkAccess", "Disabled", item => item.IsPrivate);
        await EveryStack.Has("azure-native:storage:StorageAccount", "/networkRuleSet/defaultAction", "Deny", item => item.IsPrivate);
        await EveryStack
            .Has("azure-native:operationalinsights:Workspace", "/publicNetworkAccessForQuery", "Disabled", item => item.IsPrivate);
    }

    [Fact]
    public async Task Whatever_is_private_in_Azure_has_an_address_in_the_network() => EveryStack.None(
        (await EveryStack.Items).Where(item => item.Type is "azure-native:keyvault:Vault" or "azure-native:storage:StorageAccount"),
        item => item.InSameCluster(other => other.Type == "azure-native:network:PrivateEndpoint")
            .Any(endpoint => endpoint.Resource.DependsOn.Contains(item.Resource.Urn))
            ? null : "has no private endpoint",
        item => item.IsPrivate);

    [Fact]
    public Task A_private_cluster_in_AWS_reaches_services_by_private_names() => EveryStack.Has(
        "aws:ec2/vpcEndpoint:VpcEndpoint", "/privateDnsEnabled", true, item => (string?)item.Inputs["vpcEndpointType"] == "Interface");

    [Fact]
    public async Task Secrets_of_Kubernetes_have_the_key_of_the_customer()
    {
        await EveryStack.Has(Eks, "/encryptionConfig/resources/*", "secrets", item => item.HasCustomerKeys);
        await EveryStack.Has(Aks, "/securityProfile/azureKeyVaultKms/enabled", true, item => item.HasCustomerKeys);
        await EveryStack.Has(Aks, "/securityProfile/azureKeyVaultKms/keyVaultNetworkAccess", item => item.IsPrivate ? "Private"
            : "Public", item => item.HasCustomerKeys);
    }

    [Fact]
    public Task A_provider_of_a_cluster_takes_over_nothing_that_others_own() =>
        EveryStack.Has("pulumi:providers:kubernetes", "/enablePatchForce", false);

    [Theory]
    [InlineData("/deleteUnreachable", false)]
    [InlineData("/skipUpdateUnreachable", false)]
    [InlineData("/upsertExistingObjects", false)]
    [InlineData("/enableSecretMutable", false)]
    public Task A_cluster_that_does_not_answer_is_an_error_and_no_reason_to_forget_it(string path, bool expected) =>
        EveryStack.Has("pulumi:providers:kubernetes", path, expected);

    [Fact]
    public async Task Every_cluster_of_AKS_has_a_weekly_window_of_four_hours_or_more() => EveryStack.None(
        await EveryStack.Of("azure-native:containerservice:MaintenanceConfiguration"),
        item => item.Unlike("/maintenanceWindow/schedule/weekly/intervalWeeks", 1)
            ?? item.Unlike("/maintenanceWindow/durationHours", ((AksClusterSpec)item.Cluster!).Maintenance.DurationHours));

    [Fact]
    public async Task An_endpoint_of_a_private_network_lets_own_identities_reach_own_resources_alone() => EveryStack.None(
        await EveryStack.Of("aws:ec2/vpcEndpoint:VpcEndpoint"),
        endpoint => ((string?)endpoint.Inputs["policy"])?
            .Contains("\"StringEqualsIfExists\":{\"aws:Resource", StringComparison.Ordinal) == true ? null : "leads to every account",
        endpoint => endpoint.IsPrivate);

    [Fact]
    public async Task A_role_of_pods_is_taken_by_one_service_account_of_one_cluster() => EveryStack.None(
        await EveryStack.Of("aws:iam/role:Role"),
        role => new[] { "aws:SourceAccount", "eks-cluster-arn", "kubernetes-namespace", "kubernetes-service-account" }
            .All(bound => ((string)role.Inputs["assumeRolePolicy"]!).Contains(bound, StringComparison.Ordinal))
            ? null : "is taken by other pods as well",
        role => ((string)role.Inputs["assumeRolePolicy"]!).Contains("pods.eks", StringComparison.Ordinal));
}
