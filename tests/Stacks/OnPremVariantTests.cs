
namespace Infra.Tests.Stacks;

/// <summary>Clusters on machines of the company's own: adopted or installed, of every distribution.</summary>
public class OnPremVariantTests
{
    private const string Command = "command:remote:Command";
    private const string AddOn = "infra:addons:Release";

    [Fact]
    public async Task RKE2_is_adopted_by_its_kubeconfig_and_gets_what_a_cloud_would_bring()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: rke2
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                network: { cidr: 10.30.0.0/16, addressPools: [10.30.250.0-10.30.250.99] }
                objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: berlin-backups, credentialsSecret: s3 }
                storage: { fast: { provider: rook-ceph }, shared: { provider: longhorn } }
                addOns: { rook-ceph-cluster: { deviceFilter: ^nvme } }
                pools: [{ name: gpu, nodes: 4, gpu: { model: h100, count: 8 } }, { name: general, nodes: 6 }]
            """);

        Assert.Empty(plan.NamesOf(Command));
        Assert.Equal("[secret]", (string?)plan.Inputs("pulumi:providers:kubernetes")["kubeconfig"]);
        Assert.Equal(
            [
                "berlin-ai-gateway-crds-helm", "berlin-ai-gateway-helm", "berlin-argo-cd", "berlin-ceph-csi-drivers", "berlin-cert-manager",
                "berlin-envoy-gateway-crds", "berlin-gatekeeper", "berlin-gateway-api", "berlin-gateway-helm", "berlin-gpu-operator",
                "berlin-inference-extension", "berlin-jobset", "berlin-keda", "berlin-kube-prometheus-stack", "berlin-kuberay-operator",
                "berlin-kueue", "berlin-longhorn", "berlin-lws", "berlin-metallb", "berlin-prometheus-operator-crds", "berlin-rook-ceph",
                "berlin-rook-ceph-cluster", "berlin-trust-manager", "berlin-velero",
            ],
            plan.Releases());
        Assert.Equal(
            """["10.30.250.0-10.30.250.99"]""",
            plan.Inputs("kubernetes:metallb.io/v1beta1:IPAddressPool")["spec"]!["addresses"]!.ToJsonString());
        Assert.Equal(["berlin-fast", "berlin-shared"], plan.NamesOf("kubernetes:storage.k8s.io/v1:StorageClass"));
    }

    [Fact]
    public async Task KEDA_gets_the_namespace_that_it_watches_first_and_leaves_it_behind()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: rke2
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                addOns: { velero: null, keda: { watchNamespace: chat } }
            """);

        Assert.Contains(
            plan.Resource("kubernetes:helm.sh/v3:Release", "berlin-keda").DependsOn,
            urn => urn.EndsWith("kubernetes:core/v1:Namespace::berlin-chat", StringComparison.Ordinal));
        Assert.Equal(["berlin-chat"], plan.Retained);
        Assert.Equal(
            "baseline", (string?)plan.InputsOf("berlin-chat")["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("cert-manager")]
    public async Task KEDA_may_watch_a_namespace_that_is_there_anyway(string name)
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: rke2
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                addOns: { velero: null, keda: { watchNamespace: {{name}} } }
            """);

        Assert.Empty(plan.Retained);
        Assert.Single(plan.NamesOf("kubernetes:core/v1:Namespace"), "berlin-cert-manager");
    }

    [Fact]
    public async Task RKE2_is_installed_one_server_at_a_time_and_its_add_ons_wait_for_every_host()
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: rke2
                version: "1.35"
                role: hub
                install:
                  servers: [10.30.0.11, 10.30.0.12, 10.30.0.13]
                  registrationAddress: 10.30.0.10
                  release: v1.35.1+rke2r1
                  sshKeySecret: ssh
                  digests: {{StackSample.Digests}}
                  hostKeys: {{StackSample.HostKeys("10.30.0.11", "10.30.0.12", "10.30.0.13", "10.30.0.21", "10.30.0.22")}}
                network: { cidr: 10.30.0.0/24 }
                objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: berlin-backups, credentialsSecret: s3 }
                pools: [{ name: gpu, nodes: 2, hosts: [10.30.0.21, 10.30.0.22], gpu: { model: h100, count: 8 } }]
            """);

        string[] hosts =
        [
            "berlin-host-10.30.0.11", "berlin-host-10.30.0.12", "berlin-host-10.30.0.13",
            "berlin-host-10.30.0.21", "berlin-host-10.30.0.22",
        ];
        Assert.Equal(
            [
                .. hosts, "berlin-kubeconfig", .. hosts.Select(host => host.Replace("host", "node", StringComparison.Ordinal)),
                .. hosts.Select(host => host.Replace("host", "preflight", StringComparison.Ordinal)),
            ],
            plan.NamesOf(Command));
        Assert.Equal(["berlin-host-10.30.0.12"], plan.DependsOn("berlin-host-10.30.0.13", Command));
        Assert.Equal(["berlin-host-10.30.0.21"], plan.DependsOn("berlin-host-10.30.0.22", Command));
        Assert.Equal(hosts, plan.DependsOn("berlin-velero-credentials", Command));
        Assert.Equal(
            "[cluster]\ntoken = ${berlin-server-token.result}\nagent-token = ${berlin-agent-token.result}\n[secret]\n",
            plan.Input("berlin-host-10.30.0.11", "stdin"));
        Assert.Contains("\nprofile: cis\n", (string?)plan.Input("berlin-host-10.30.0.11", "create"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task K3s_at_the_edge_is_one_host_with_one_replica_of_everything()
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:clusters:
              - kind: on-prem
                addOns: { velero: null }
                name: shop
                region: berlin
                distribution: k3s
                profile: edge
                version: "1.35"
                role: hub
                install:
                  servers: [10.40.0.10]
                  registrationAddress: 10.40.0.10
                  release: v1.35.1+k3s1
                  sshKeySecret: ssh
                  digests: {{StackSample.Digests}}
                  hostKeys: {{StackSample.HostKeys("10.40.0.10")}}
                network: { cidr: 10.40.0.0/24 }
                pools: [{ name: gpu, nodes: 1, gpu: { model: l4, count: 1, sharing: { mode: time-slicing, replicas: 2 } } }]
            """);

        Assert.Equal(["shop-host-10.40.0.10", "shop-kubeconfig", "shop-preflight-10.40.0.10"], plan.NamesOf(Command));
        Assert.Equal(
            [
                "shop-argo-cd", "shop-cert-manager", "shop-gatekeeper", "shop-gpu-operator", "shop-kube-prometheus-stack",
                "shop-prometheus-operator-crds", "shop-trust-manager",
            ],
            plan.Releases());
        Assert.Equal(1, (double)plan.Values("shop-cert-manager")["replicaCount"]!);
        Assert.Contains(
            "nvidia.com/device-plugin.config=time-slicing-2",
            (string?)plan.Input("shop-host-10.40.0.10", "create"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_s_three_hosts_are_servers_and_nodes_with_volumes_that_are_snapshotted_for_backups()
    {
        var plan = await StackSample.PlanAsync($$"""
            ai-platform:clusters:
              - kind: on-prem
                name: turin
                region: berlin
                distribution: k3s
                version: "1.35"
                role: hub
                install:
                  servers: [10.50.0.11, 10.50.0.12, 10.50.0.13]
                  registrationAddress: 10.50.0.10
                  release: v1.35.1+k3s1
                  sshKeySecret: ssh
                  digests: {{StackSample.Digests}}
                  hostKeys: {{StackSample.HostKeys("10.50.0.11", "10.50.0.12", "10.50.0.13")}}
                network: { cidr: 10.50.0.0/24, addressPools: [10.50.0.200-10.50.0.220] }
                objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: turin-backups, credentialsSecret: s3 }
                storage: { fast: { provider: longhorn }, shared: { provider: longhorn } }
                pools: [{ name: gpu, nodes: 3, hosts: [10.50.0.11, 10.50.0.12, 10.50.0.13], gpu: { model: l4, count: 1 } }]
            """);

        string[] servers = ["10.50.0.11", "10.50.0.12", "10.50.0.13"];
        Assert.Equal(
            [
                .. servers.Select(server => $"turin-host-{server}"), "turin-kubeconfig",
                .. servers.Select(server => $"turin-node-{server}"),
                .. servers.Select(server => $"turin-preflight-{server}"),
            ],
            plan.NamesOf(Command));
        Assert.Equal(
            [
                "turin-ai-gateway-crds-helm", "turin-ai-gateway-helm", "turin-argo-cd", "turin-cert-manager", "turin-envoy-gateway-crds",
                "turin-gatekeeper", "turin-gateway-api", "turin-gateway-helm", "turin-gpu-operator", "turin-inference-extension",
                "turin-jobset", "turin-keda", "turin-kube-prometheus-stack", "turin-kuberay-operator", "turin-kueue", "turin-longhorn",
                "turin-lws", "turin-metallb", "turin-prometheus-operator-crds", "turin-snapshot-controller", "turin-trust-manager",
                "turin-velero",
            ],
            plan.Releases());
        Assert.Equal(["turin-fast-snapshots"], plan.NamesOf("kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass"));
        foreach (var waiting in (string[])["turin-longhorn", "turin-fast-snapshots"])
        {
            Assert.Contains("turin-snapshot-controller", plan.DependsOn(waiting, AddOn));
        }

        Assert.Equal(
            "registry.acme.example/mirror/sig-storage/snapshot-controller",
            (string?)plan.Values("turin-snapshot-controller")["controller"]!["image"]!["repository"]);
    }

    [Fact]
    public async Task OpenShift_gets_the_GPU_operator_from_its_lifecycle_manager()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: openshift
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                objectStore: { endpoint: "https://s3.berlin.acme.example", bucket: berlin-backups, credentialsSecret: s3 }
                storage: { fast: { provider: existing, driver: csi.trident.netapp.io } }
                pools: [{ name: gpu, nodes: 2, gpu: { model: h200, count: 8 } }]
            """);

        Assert.DoesNotContain("berlin-gpu-operator", plan.Releases());
        Assert.Equal(2, plan.NamesOf("kubernetes:operators.coreos.com/v1alpha1:Subscription").Length);
        Assert.Single(plan.NamesOf("kubernetes:nvidia.com/v1:ClusterPolicy"));
        Assert.Equal("csi.trident.netapp.io", plan.Input("berlin-fast", "provisioner"));
        // The charts name users of their own, which OpenShift's default constraint refuses.
        Assert.Equal(
            [
                "argocd system:openshift:scc:nonroot-v2", "backup-canary system:openshift:scc:nonroot-v2",
                "cert-manager system:openshift:scc:nonroot-v2", "gatekeeper-system system:openshift:scc:nonroot-v2",
                "gateway system:openshift:scc:nonroot-v2", "gpu-operator system:openshift:scc:privileged",
                "jobset-system system:openshift:scc:nonroot-v2", "keda system:openshift:scc:nonroot-v2",
                "kuberay system:openshift:scc:nonroot-v2", "kueue-system system:openshift:scc:nonroot-v2",
                "lws-system system:openshift:scc:nonroot-v2",
                "monitoring system:openshift:scc:nonroot-v2", "restore-drill system:openshift:scc:nonroot-v2",
                "velero system:openshift:scc:privileged",
            ],
            plan.NamesOf("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding").Where(name =>
                name.EndsWith("-pods", StringComparison.Ordinal)).Select(name =>
                $"{plan.Input(name, "metadata.namespace")} {plan.Input(name, "roleRef.name")}"));
        Assert.Equal("system:serviceaccounts:velero", (string?)plan.InputsOf("berlin-velero-pods")["subjects"]![0]!["name"]);
        Assert.Contains(
            plan.Resource("kubernetes:helm.sh/v3:Release", "berlin-velero").DependsOn,
            urn => urn.EndsWith("::berlin-velero-pods", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plain_Kubernetes_is_adopted_with_what_it_has()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: on-prem
                addOns: { velero: null }
                name: laptop
                region: berlin
                distribution: kubeadm
                profile: edge
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
            """);

        Assert.Equal(
            [
                "laptop-argo-cd", "laptop-cert-manager", "laptop-gatekeeper", "laptop-kube-prometheus-stack",
                "laptop-prometheus-operator-crds", "laptop-trust-manager",
            ],
            plan.Releases());
        Assert.Equal(["laptop-kubernetes"], plan.Providers);
    }

    [Fact]
    public async Task Models_on_an_NFS_server_are_a_shared_class_of_its_driver()
    {
        var plan = await StackSample.PlanAsync("""
            ai-platform:clusters:
              - kind: on-prem
                addOns: { velero: null }
                name: berlin
                region: berlin
                distribution: kubeadm
                version: "1.35"
                role: hub
                kubeconfigSecret: kubeconfig
                storage: { shared: { provider: existing, driver: nfs.csi.k8s.io, parameters: { server: 10.30.0.9, share: /models } } }
            """);

        Assert.Equal("nfs.csi.k8s.io", plan.Input("berlin-shared", "provisioner"));
        Assert.Equal("/models", plan.Input("berlin-shared", "parameters.share"));
        Assert.Contains("berlin-snapshot-controller", plan.Releases());
    }

    [Fact]
    public async Task A_host_that_is_not_known_is_refused() => Assert.Equal(
        "CLU070 error clusters[0].install.hostKeys: the SSH host key is missing for 10.30.0.11; without it, any machine that answers at "
        + "the address would receive the cluster's token. Print the keys with: ssh-keyscan -t ed25519 10.30.0.11",
        await StackSample.RefusalAsync($$"""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: k3s
                version: "1.35"
                role: hub
                install:
                  servers: [10.30.0.11]
                  registrationAddress: 10.30.0.11
                  release: v1.35.1+k3s1
                  sshKeySecret: ssh
                  digests: {{StackSample.Digests}}
                network: { cidr: 10.30.0.0/24 }
            """));

    [Fact]
    public async Task Two_servers_keep_no_quorum_and_are_refused() => Assert.Equal(
        "CLU027 error clusters[0].install.servers: 2 servers are listed. Allowed for an etcd quorum: 1, 3 or 5.",
        await StackSample.RefusalAsync($$"""
            ai-platform:clusters:
              - kind: on-prem
                name: berlin
                region: berlin
                distribution: rke2
                version: "1.35"
                role: hub
                install:
                  servers: [10.30.0.11, 10.30.0.12]
                  registrationAddress: 10.30.0.10
                  release: v1.35.1+rke2r1
                  sshKeySecret: ssh
                  digests: {{StackSample.Digests}}
                  hostKeys: {{StackSample.HostKeys("10.30.0.11", "10.30.0.12")}}
                network: { cidr: 10.30.0.0/24 }
            """));
}
