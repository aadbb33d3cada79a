using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Mesh;
using Infra.AddOns.Observability;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.Tests.Invariants;

/// <summary>Every namespace of the platform drops what its add-ons do not need, and nothing that they need.</summary>
public sealed class NetworkPolicyTests
{
    private const string Policy = "kubernetes:networking.k8s.io/v1:NetworkPolicy", Namespace = "kubernetes:core/v1:Namespace";
    private const string Release = "kubernetes:helm.sh/v3:Release";

    private static readonly Place _tenant = Place.Pod("team-chat", ("app", "chat"));


    // Namespaces of workloads stay when the stack goes, and are for their teams.
    [Fact]
    public async Task A_namespace_of_the_platform_denies_by_default_and_its_policies_come_after_it()
    {
        var policies = (await EveryStack.Of(Policy)).ToLookup(Home);
        EveryStack.None(
            await EveryStack.Of(Namespace),
            home => policies[(home.Stack, home.Cluster, home.ObjectName)].Any(policy => policy.ObjectName == NetworkPolicies.DefaultDeny)
                ? null : "denies nothing",
            home => home.Resource.Options.RetainOnDelete != true);
        EveryStack.None(
            await EveryStack.Of(Policy),
            policy => policy.Inputs["spec"]!["podSelector"]!.AsObject().Count == 0 ? null : "leaves pods out",
            policy => policy.ObjectName == NetworkPolicies.DefaultDeny);
        EveryStack.None(
            await EveryStack.Of(Policy),
            policy => policy.Inputs["spec"]!["policyTypes"]!.AsArray().Count == 2 ? null : "leaves a direction open");
    }

    [Fact]
    public async Task A_release_starts_its_pods_under_the_policies_of_its_namespace()
    {
        var policies = (await EveryStack.Of(Policy)).ToLookup(Home);
        EveryStack.None(
            await EveryStack.Of(Release),
            release => release.WaitsFor(policies[(release.Stack, release.Cluster, (string?)release.Inputs["namespace"])]),
            release => (string?)release.Inputs["namespace"] != "kube-system");
        EveryStack.None(
            await EveryStack.Of(Release),
            release => release.WaitsFor(policies[(release.Stack, release.Cluster, Agents(release))]),
            release => Agents(release) is not null);
    }

    [Fact]
    public async Task No_policy_is_in_a_namespace_of_Kubernetes() => EveryStack.None(
        await EveryStack.Of(Policy),
        policy => ResourceNames.KubernetesNamespaces.Contains(Home(policy).Namespace!) ? "is in a namespace of Kubernetes" : null);

    [Fact]
    public Task Every_pod_resolves_names() => OnEveryCluster((network, context) =>
    {
        var resolver = Place.Pod(context.Cluster.IsOpenShift ? "openshift-dns" : "kube-system");
        return from home in Homes(context)
               from protocol in (string[])["UDP", "TCP"]
               where !network.May(Place.Pod(home), resolver, context.Cluster.IsOpenShift ? 5353 : 53, protocol)
               select $"a pod of {home} resolves no names by {protocol}";
    });

    [Fact]
    public Task The_API_server_reaches_what_it_calls_and_monitoring_what_it_scrapes() => OnEveryCluster((network, context) =>
    {
        string[] scrapers = context.Cluster.IsOpenShift ? ["openshift-user-workload-monitoring"] : [KubePrometheus.Namespace];
        return from addOn in AddOn.Of(context.Cluster)
               from flow in addOn.Traffic(context)
               where !flow.Outward && flow.Peer is FlowPeer.ApiServer or FlowPeer.Monitoring
               from port in flow.Ports
               let pod = Place.Pod(flow.OfAgents ? addOn.AgentNamespace! : addOn.Chart.Namespace, Labels(flow))
               from caller in flow.Peer == FlowPeer.ApiServer
                   ? [Place.At("10.99.0.7")]
                   : scrapers.Select(home => Place.Pod(home, ("app.kubernetes.io/name", PrometheusOf(context))))
               where !network.May(caller, pod, port)
               select $"{addOn.Key} is not reached on port {port}";
    });

    [Fact]
    public Task An_add_on_reaches_the_API_server_and_the_add_ons_that_it_names() => OnEveryCluster((network, context) =>
        from addOn in AddOn.Of(context.Cluster)
        from flow in addOn.Traffic(context)
        where flow.Outward
        let pod = Place.Pod(flow.OfAgents ? addOn.AgentNamespace! : addOn.Chart.Namespace, Labels(flow))
        let reached = flow.Peer switch
        {
            FlowPeer.ApiServer => context.Cloud.ApiPorts.All(port => network.May(pod, Place.At("10.99.0.7"), port)),
            FlowPeer.Itself => (flow.Ports.IsEmpty ? [12345] : flow.Ports).All(port => network.May(pod, pod, port)),
            FlowPeer.AddOn => AddOn.Of(context.Cluster).FirstOrDefault(other => other.Key == flow.Other) is not { } other
                || flow.Ports.All(port => network.May(pod, Place.Pod(other.Chart.Namespace), port)),
            _ => flow.Ports.All(port => network.May(pod, Place.At("203.0.113.9"), port)),
        }
        where !reached
        select $"{addOn.Key} does not reach {flow.Peer} {flow.Other}");

    [Fact]
    public Task Gatekeeper_alone_asks_whether_an_image_is_signed() => OnEveryCluster((network, context) =>
        from asker in (Place[])[Place.Pod("gatekeeper-system", ("app", "gatekeeper")), _tenant]
        where Has<Ratify>(context)
            && network.May(asker, Place.Pod("gatekeeper-system", ("app.kubernetes.io/name", "ratify")), 6001) != (asker != _tenant)
        select $"{asker.Namespace}: {asker == _tenant}");

    [Fact]
    public Task A_workload_sends_to_the_gateway_of_telemetry() => OnEveryCluster((network, context) =>
        from port in (int[])[4317, 4318]
        where Collectors.Of(context).Any() && Has<OpenTelemetry>(context)
            && !network.May(_tenant, Place.Pod(OpenTelemetry.Namespace, ("app.kubernetes.io/name", "gateway-collector")), port)
        select $"a workload does not reach the gateway on port {port}");

    // Istio's tunnel (https://istio.io/latest/docs/ambient/usage/networkpolicy/).
    [Fact]
    public Task In_a_mesh_the_tunnel_and_the_kubelet_get_through_and_no_workload_to_Prometheus() => OnEveryCluster((network, context) =>
    {
        var (gateway, prometheus) = (Place.Pod(OpenTelemetry.Namespace), Place.Pod(KubePrometheus.Namespace));
        (Place From, Place To, int Port, bool May)[] expected =
        [
            (_tenant, gateway, 15008, true), (gateway, prometheus, 15008, true), (_tenant, prometheus, 15008, false),
            (Place.At("169.254.7.127"), gateway, 8080, true), (Place.At("169.254.7.127"), prometheus, 8080, true),
        ];
        return from each in expected
               where Has<Istio>(context) && Has<OpenTelemetry>(context) && !context.Cluster.IsOpenShift
                   && network.May(each.From, each.To, each.Port) != each.May
               select $"{each.From.Namespace} to {each.To.Namespace} on port {each.Port}: {!each.May}";
    });

    [Fact]
    public Task Prometheus_scrapes_workloads_and_nodes() => OnEveryCluster((network, context) =>
        from target in (Place[])[_tenant, Place.At("10.10.3.4")]
        where !context.Cluster.IsOpenShift && Has<KubePrometheus>(context)
            && !network.May(Place.Pod(KubePrometheus.Namespace, ("app.kubernetes.io/name", PrometheusOf(context))), target, 10250)
        select "Prometheus does not reach what it scrapes");

    [Theory]
    [InlineData("monitoring", 9090)]
    [InlineData("monitoring", 9093)]
    [InlineData("monitoring", 3000)]
    [InlineData("argocd", 6379)]
    [InlineData("argocd", 8080)]
    [InlineData("argocd", 8081)]
    [InlineData("velero", 8085)]
    [InlineData("external-secrets", 8080)]
    [InlineData("keda", 9666)]
    [InlineData("longhorn-system", 9500)]
    [InlineData("opentelemetry", 8888)]
    public Task A_workload_does_not_reach_what_is_inside_the_platform(string home, int port) => OnEveryCluster((network, context) =>
        Homes(context).Contains(home) && network.May(_tenant, Place.Pod(home, ("app.kubernetes.io/part-of", "argocd")), port)
            ? [$"a workload reaches {home} on port {port}"]
            : []);

    [Fact]
    public Task Nothing_of_the_platform_reaches_the_metadata_of_its_machine() => OnEveryCluster((network, context) =>
        from home in Homes(context)
        where home != KubePrometheus.Namespace && network.May(Place.Pod(home), Place.At("169.254.169.254"), 80)
            // A driver that is compiled on the node fetches packages, from anywhere.
            && !(home == "gpu-operator" && context.Cloud.OperatorOwnsGpuDriver)
        select $"a pod of {home} reaches the metadata service");

    [Fact]
    public Task On_EKS_an_add_on_without_an_identity_does_not_reach_the_internet() => OnEveryCluster((network, context) =>
        from addOn in AddOn.Of(context.Cluster)
        where context.Cluster is EksClusterSpec && addOn.Key is "gatekeeper" or "trust-manager" or "snapshot-controller"
            && network.May(Place.Pod(addOn.Chart.Namespace, ("app.kubernetes.io/instance", addOn.Chart.Name)), Place.At("203.0.113.9"), 443)
        select $"{addOn.Key} reaches the internet");

    [Fact]
    public Task An_add_on_with_an_identity_gets_its_credentials_and_reaches_its_cloud() => OnEveryCluster((network, context) =>
        from addOn in AddOn.Of(context.Cluster)
        from identity in context.Cloud.Profile is null ? [] : addOn.Identities(context)
        where identity.Namespace != "kube-system" && identity.Access != Access.Vault
        let pod = Place.Pod(identity.Namespace)
        where !network.May(pod, Place.At("203.0.113.9"), 443)
            || (context.Cluster is EksClusterSpec && !network.May(pod, Place.At("169.254.170.23"), 80))
        select $"{addOn.Key} gets no credentials");

    [Fact]
    public Task Argo_CD_reaches_its_cache_repositories_and_members() => OnEveryCluster((network, context) =>
        from addOn in AddOn.Of(context.Cluster)
        where addOn is ArgoCd or ArgoCdCore
        let server = Place.Pod(addOn.Chart.Namespace, ("app.kubernetes.io/part-of", "argocd"))
        from target in (int[])[22, 443, 6443]
        where !network.May(server, Place.At("203.0.113.9"), target)
            || !network.May(server, Place.Pod(addOn.Chart.Namespace, ("app", "redis-ha")), 26379)
        select $"{addOn.Key} does not reach port {target}");

    [Fact]
    public Task Scalers_reach_whatever_a_team_names() => OnEveryCluster((network, context) =>
        Has<Keda>(context) && !network.May(Place.Pod("keda", ("app.kubernetes.io/name", "keda-operator")), _tenant, 5672)
            ? ["a scaler does not reach a queue"]
            : []);

    private static async Task OnEveryCluster(Func<Reachability, ClusterContext, IEnumerable<string>> wrong)
    {
        var clusters = (await EveryStack.Of(Policy)).GroupBy(policy => (policy.Stack, Cluster: policy.Cluster!)).ToList();
        Assert.True(clusters.Count > 20, "Where are the clusters?");
        Assert.Empty(
            from cluster in clusters
            from line in wrong(
                new Reachability(cluster.Select(policy => policy.Inputs)),
                Clouds.Context(cluster.Key.Stack.Platform, cluster.Key.Cluster))
            select $"{cluster.Key.Stack.Name}, {cluster.Key.Cluster.Name}: {line}");
    }

    private static IEnumerable<string> Homes(ClusterContext context) => AddOn.Of(context.Cluster)
        .SelectMany(addOn => new[] { addOn.Chart.Namespace, addOn.ByChart(context) ? addOn.AgentNamespace : null }).OfType<string>()
        .Except(ResourceNames.KubernetesNamespaces).Distinct();

    private static bool Has<T>(ClusterContext context)
        where T : AddOn => AddOn.Of(context.Cluster).OfType<T>().Any();

    private static string PrometheusOf(ClusterContext context) => KubePrometheus.IsAgent(context) ? "prometheus-agent" : "prometheus";

    private static (string Label, string Value)[] Labels(Flow flow) =>
        flow.Pods is var (label, value) ? [(label, value)] : [];

    private static (PlannedStack Stack, ClusterSpec? Cluster, string? Namespace) Home(Item policy) =>
        (policy.Stack, policy.Cluster, (string?)policy.Inputs["metadata"]?["namespace"]);

    private static string? Agents(Item release) =>
        AddOn.Of(release.Cluster!).First(addOn => addOn.Chart.Name == (string?)release.Inputs["name"]).AgentNamespace;
}
