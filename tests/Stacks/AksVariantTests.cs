namespace Infra.Tests.Stacks;

/// <summary>AKS in every variant that a stack file can ask for.</summary>
public class AksVariantTests
{
    private const string Cluster = "azure-native:containerservice:ManagedCluster";
    private const string Pool = "azure-native:containerservice:AgentPool";
    private const string Groups = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups";

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
            [
                "sweden-ai-gateway-crds-helm", "sweden-ai-gateway-helm", "sweden-argo-cd", "sweden-cert-manager",
                "sweden-envoy-gateway-crds", "sweden-external-secrets", "sweden-gatekeeper", "sweden-gateway-api", "sweden-gateway-helm",
                "sweden-gpu-operator", "sweden-inference-extension", "sweden-jobset", "sweden-keda", "sweden-kube-prometheus-stack",
                "sweden-kuberay-operator", "sweden-kueue", "sweden-lws", "sweden-opencost", "sweden-prometheus-operator-crds",
                "sweden-trust-manager", "sweden-velero",
            ],
            plan.Releases());
    }

    [Fact]
    public async Task Karpenter_provisions_pools_that_say_so_beside_a_pool_of_fixed_size()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                pools:
                  - name: chat
                    machine: Standard_NC8as_T4_v3
                    alternatives: [Standard_NC16as_T4_v3]
                    max: 8
                    provisioner: karpenter
                    capacity: spot
                    fallbacks: [on-demand]
                  - { name: training, machine: Standard_NC40ads_H100_v5, min: 2, max: 2 }
            """);

        Assert.Equal("""{"defaultNodePools":"None","mode":"Auto"}""", plan.Inputs(Cluster)["nodeProvisioningProfile"]!.ToJsonString());
        Assert.Equal(
            ["sweden-karpenter-nodepool-chat", "sweden-karpenter-nodepool-system"], plan.NamesOf("kubernetes:karpenter.sh/v1:NodePool"));
        Assert.Equal("""{"mode":"None"}""", plan.InputsOf("sweden-karpenter-aksnodeclass-chat")["spec"]!["gpu"]!.ToJsonString());
        Assert.Equal(2, (double)plan.Inputs(Pool)["count"]!);
        Assert.True((bool)plan.Values("sweden-gpu-operator")["driver"]!["enabled"]!);
    }

    [Fact]
    public async Task Pools_follow_the_control_plane_one_by_one()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.36"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                pools:
                  - { name: upgraded, machine: Standard_NC40ads_H100_v5, max: 6 }
                  - { name: waiting, machine: Standard_NC40ads_H100_v5, max: 6, version: "1.35" }
            """);

        var cluster = plan.Inputs(Cluster);
        Assert.Equal("1.36", (string?)cluster["kubernetesVersion"]);
        Assert.Equal("1.36", (string?)cluster["agentPoolProfiles"]![0]!["orchestratorVersion"]);
        Assert.Equal("1.36", (string?)plan.Inputs(Pool, plan.AgentPool("sweden-pool-upgraded"))["orchestratorVersion"]);
        Assert.Equal("1.35", (string?)plan.Inputs(Pool, plan.AgentPool("sweden-pool-waiting"))["orchestratorVersion"]);
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
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                subscription: 00000000-0000-4000-8000-000000000001
                version: "1.35"
                role: hub
                network:
                  cidr: 10.20.0.0/16
                  egress: firewall
                  firewallAddress: 10.0.0.4
                  hubNetwork: {{Groups}}/hub/providers/Microsoft.Network/virtualNetworks/hub
                containerRegistry: {{Groups}}/hub/providers/Microsoft.ContainerRegistry/registries/acmeplatform
                defender: true
            """);

        Assert.Equal("userDefinedRouting", (string?)plan.Inputs(Cluster)["networkProfile"]!["outboundType"]);
        Assert.Equal("10.0.0.4", plan.Input("sweden-routes", "routes.0.nextHopIpAddress"));
        Assert.Empty(plan.NamesOf("azure-native:network:PublicIPAddress"));
        Assert.True((bool)plan.Inputs(Cluster)["apiServerAccessProfile"]!["enablePrivateCluster"]!);
        Assert.Equal(["sweden-peering-from-hub", "sweden-peering-to-hub"], plan.NamesOf("azure-native:network:VirtualNetworkPeering"));
        Assert.Equal(
            [
                "sweden-backup-vault-endpoint", "sweden-backups-endpoint", "sweden-registry-endpoint", "sweden-replica-endpoint",
                "sweden-secret-vault-endpoint", "sweden-vault-endpoint",
            ],
            plan.NamesOf("azure-native:network:PrivateEndpoint"));
        // What the nodes may pull, admission lets in.
        Assert.Equal(
            """["registry.acme.example/mirror","acmeplatform.azurecr.io"]""",
            plan.InputsOf("sweden-gatekeeper-platformallowedregistries-allowed-registries")["spec"]!["parameters"]!["registries"]!
                .ToJsonString());
        Assert.Equal(
            ["azure-00000000-0000-4000-8000-000000000001", "backup-random", "sweden-command", "sweden-kubernetes"], plan.Providers);
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
            ai-platform:sovereignty:
              locations: [eu]
              operators: [eu, us]
              keys: provider-managed
              registry: registry.acme.example/mirror
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                storage: { fast: {} }
            """);

        Assert.Equal(["sweden-secret-vault"], plan.NamesOf("azure-native:keyvault:Vault"));
        Assert.Empty(plan.NamesOf("azure-native:keyvault:Key"));
        Assert.Equal("Microsoft.Storage", plan.Input("sweden-backups", "encryption.keySource"));
        Assert.False(plan.Inputs(Cluster).ContainsKey("diskEncryptionSetID"));
        Assert.Equal("disk.csi.azure.com", plan.Input("sweden-class-fast", "provisioner"));
    }

    [Fact]
    public async Task Training_data_is_on_a_parallel_file_system_with_its_driver_installed()
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                storage: { parallel: { capacityTiB: 20 } }
                pools:
                  - name: training
                    machine: Standard_ND96isr_H100_v5
                    max: 4
                    zones: ["1"]
                    interconnect: infiniband
                    capacity: reserved
                    reservation: {{Groups}}/gpus/providers/Microsoft.Compute/capacityReservationGroups/h100
            """);

        Assert.Contains("sweden-azurelustre-csi-driver", plan.Releases());
        Assert.Equal(24.0, plan.Input("sweden-parallel", "storageCapacityTiB"));
        Assert.Equal("${sweden-parallel.clientInfo.mgsAddress}", plan.Input("sweden-class-parallel", "parameters.mgs-ip-address"));
        Assert.Equal("azurelustre.csi.azure.com", plan.Input("sweden-class-parallel", "provisioner"));
        Assert.Equal("Contributor", plan.Input("sweden-control-plane-on-gpus-h100-role", "description"));
    }

    [Fact]
    public async Task Spot_machines_are_given_up_to_whoever_pays_and_still_offer_their_GPUs()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/16 }
                pools: [{ name: spare, machine: Standard_NC8as_T4_v3, max: 8, capacity: spot, osDisk: ephemeral, diskGiB: 300 }]
            """);

        Assert.Equal("Spot", (string?)plan.Inputs(Pool)["scaleSetPriority"]);
        Assert.Equal("Ephemeral", (string?)plan.Inputs(Pool)["osDiskType"]);
        Assert.False(plan.Inputs(Pool).ContainsKey("upgradeSettings"));
        // AKS adds a taint of its own to spot nodes; the operator's agents have to bear it, or no GPU is ever offered.
        Assert.Contains(
            "kubernetes.azure.com/scalesetpriority",
            plan.Values("sweden-gpu-operator")["daemonsets"]!["tolerations"]!.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_Azure_would_refuse_is_refused_line_by_line() => Assert.Equal(
        "CLU025 error clusters[0].network.firewallAddress: \"10.20.0.4\" is in the cluster's own network 10.20.0.0/24, where the " +
        "platform leaves no room for a firewall. Give the address of a firewall in a hub network.\n" +
        "CLU065 error clusters[0].network.hubNetwork: \"hub\" is not the resource id of a virtual network. Allowed: " +
        "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>.\n" +
        "CLU065 error clusters[0].containerRegistry: \"acmeplatform\" is not the resource id of a container registry. Allowed: " +
        "/subscriptions/<GUID>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<name>.\n" +
        "CLU066 error clusters[0].pools[0].diskGiB: diskGiB is 200, but osDisk is ephemeral and the temporary disk of " +
        "Standard_NC40ads_H100_v5 has 128 GiB. Allowed: 50 to 128, or set osDisk to managed.\n" +
        "CLU068 error clusters[0].network.cidr: a quarter of \"10.20.0.0/24\" is reserved for the parallel file system, but 64 TiB need " +
        "a /25. Give at least a /23, or lower storage.parallel.capacityTiB.",
        await StackSample.RefusalAsync("""
            ai-platform:clusters:
              - kind: aks
                name: sweden
                region: swedencentral
                version: "1.35"
                role: hub
                network: { cidr: 10.20.0.0/24, egress: firewall, firewallAddress: 10.20.0.4, hubNetwork: hub }
                containerRegistry: acmeplatform
                storage: { parallel: { capacityTiB: 64 } }
                pools: [{ name: inference, machine: Standard_NC40ads_H100_v5, max: 2, osDisk: ephemeral }]
            """));
}
