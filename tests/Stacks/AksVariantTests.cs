namespace Infra.Tests.Stacks;

/// <summary>AKS in every variant that a stack file can ask for.</summary>
public class AksVariantTests
{
    private const string Cluster = "azure-native:containerservice:ManagedCluster";
    private const string Pool = "azure-native:containerservice:AgentPool";

    [Fact]
    public async Task The_operator_owns_the_driver_unless_the_stack_says_otherwise()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                storage: { fast: {}, shared: {} }
                pools: [{ name: inference, machine: Standard_NC40ads_H100_v5, max: 6, gpu: { sharing: { mode: mig, profile: 1g.12gb } } }]
            """);

        Assert.Equal("""{"driver":"None"}""", plan.Inputs(Pool)["gpuProfile"]!.ToJsonString());
        Assert.Equal("all-1g.12gb", (string?)plan.Inputs(Pool)["nodeLabels"]!["nvidia.com/mig.config"]);
        Assert.True((bool)plan.Values("sweden-gpu-operator")["driver"]!["enabled"]!);
        Assert.Equal(["sweden-class-fast", "sweden-class-shared"], plan.NamesOf("kubernetes:storage.k8s.io/v1:StorageClass"));
        Assert.Equal(
            ["sweden-argo-cd", "sweden-cert-manager", "sweden-gatekeeper", "sweden-gpu-operator", "sweden-keda", "sweden-velero"],
            plan.Releases());
    }

    [Fact]
    public async Task Azure_owns_the_driver_where_the_stack_leaves_it_to_the_node_image()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                pools: [{ name: inference, machine: Standard_NC24ads_A100_v4, max: 2, gpu: { driver: node-image } }]
            """);

        Assert.Equal("""{"driver":"Install"}""", plan.Inputs(Pool)["gpuProfile"]!.ToJsonString());
        Assert.False((bool)plan.Values("sweden-gpu-operator")["driver"]!["enabled"]!);
        Assert.False((bool)plan.Values("sweden-gpu-operator")["toolkit"]!["enabled"]!);
        Assert.Equal("nvidia-container-runtime", (string?)plan.Values("sweden-gpu-operator")["operator"]!["runtimeClass"]);
    }

    [Fact]
    public async Task What_leaves_goes_through_the_firewall_and_nothing_is_public()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                subscription: 00000000-0000-4000-8000-000000000001
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16, egress: firewall, firewallAddress: 10.0.0.4 }
                defender: true
            """);

        Assert.Equal("userDefinedRouting", (string?)plan.Inputs(Cluster)["networkProfile"]!["outboundType"]);
        Assert.Equal("10.0.0.4", plan.Input("sweden-routes", "routes.0.nextHopIpAddress"));
        Assert.Empty(plan.NamesOf("azure-native:network:PublicIPAddress"));
        Assert.True((bool)plan.Inputs(Cluster)["apiServerAccessProfile"]!["enablePrivateCluster"]!);
        Assert.Equal(
            ["sweden-backups-endpoint", "sweden-replica-endpoint", "sweden-vault-endpoint"],
            plan.NamesOf("azure-native:network:PrivateEndpoint"));
        Assert.Equal(["azure-00000000-0000-4000-8000-000000000001", "sweden-kubernetes"], plan.Providers);
    }

    [Fact]
    public async Task A_public_cluster_answers_the_named_networks_alone()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], endpoints: public }
            ai-platform:clusters:
              - kind: aks
                name: west
                region: westeurope
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                publicAccessCidrs: [203.0.113.0/24]
            """);

        Assert.Equal(
            """["203.0.113.0/24"]""", plan.Inputs(Cluster)["apiServerAccessProfile"]!["authorizedIPRanges"]!.ToJsonString());
        Assert.Empty(plan.NamesOf("azure-native:network:PrivateEndpoint"));
    }

    [Theory]
    [InlineData("us", "usgovvirginia", "usgovernment", "private.usgovvirginia.cx.aks.containerservice.azure.us", "AzureUSGovernmentCloud")]
    [InlineData("cn", "chinanorth3", "china", "private.chinanorth3.cx.prod.service.azk8s.cn", "AzureChinaCloud")]
    public async Task A_sovereign_cloud_is_followed_everywhere(string place, string region, string environment, string zone, string login)
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:sovereignty: { locations: [{{place}}], operators: [us, cn], registry: registry.acme.example/mirror }
            ai-platform:clusters:
              - kind: aks
                name: sovereign
                region: {{region}}
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
            """);

        Assert.Equal(environment, (string?)plan.Inputs("pulumi:providers:azure-native")["environment"]);
        Assert.Equal(zone, plan.Input("sovereign-zone-api-server", "privateZoneName"));
        Assert.Contains(login, (string?)plan.Inputs("pulumi:providers:kubernetes")["kubeconfig"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_Azure_encrypt_all_the_same()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:sovereignty: { locations: [eu], operators: [eu, us], keys: provider-managed, registry: registry.acme.example/mirror }
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                storage: { fast: {} }
            """);

        Assert.Empty(plan.NamesOf("azure-native:keyvault:Vault"));
        Assert.Equal("Microsoft.Storage", plan.Input("sweden-backups", "encryption.keySource"));
        Assert.False(plan.Inputs(Cluster).ContainsKey("diskEncryptionSetID"));
        Assert.Equal("disk.csi.azure.com", plan.Input("sweden-class-fast", "provisioner"));
    }
}
