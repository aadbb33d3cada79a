using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Network;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;

namespace Infra.AddOns.Traffic;

/// <summary>Envoy Gateway with one class and one gateway, <c>platform</c>, to which the routes of labelled namespaces are attached. On
/// OpenShift there is no chart: its own controller, which comes with its kinds and its support, serves class and gateway.</summary>
public sealed record EnvoyGateway : AddOn
{
    /// <summary>Name of the class, of the gateway and of the Service of its proxies.</summary>
    public const string GatewayName = "platform";

    /// <summary>Namespace of the gateway, its controller and its proxies.</summary>
    internal const string Namespace = "gateway";

    /// <summary>Label of the namespaces whose routes the gateway takes, with the gateway's name as its value.</summary>
    public const string GatewayLabel = "ai-platform/gateway";

    // Label of the proxies' pods.
    private const string Component = "app.kubernetes.io/component";

    // Of the pods of a gateway, by its specification (GEP-1762).
    private const string OwnerLabel = "gateway.networking.k8s.io/gateway-name";

    // Of its certificate and of the secret that holds it.
    private const string TlsName = "platform-tls";

    private const string Group = "gateway.networking.k8s.io/v1", EnvoyGroup = "gateway.envoyproxy.io";

    // The version that is compiled into Envoy Gateway v1.9.0 (DefaultEnvoyProxyImage in api/v1alpha1/shared_types.go).
    private const string Proxy = "docker.io/envoyproxy/envoy", ProxyTag = "distroless-v1.39.0";

    /// <inheritdoc/>
    public override string Key => "envoy-gateway";

    /// <inheritdoc/>
    /// <remarks>What an edge site serves, it serves to what is beside it; whoever wants a gateway there asks for it.</remarks>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        $"class and gateway `{GatewayName}` with HTTPS, for routes of namespaces with the label `{GatewayLabel}: {GatewayName}`; an " +
        "internal load balancer where endpoints are private, none at a site without `network.addressPools`; on OpenShift no chart, but " +
        "its own controller";

    /// <inheritdoc/>
    public override Chart Chart => new("gateway-helm", "oci://docker.io/envoyproxy", "v1.9.0", Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        // The controller, its job and the container beside each proxy.
        new("docker.io/envoyproxy/gateway", "v1.9.0", "global.images.envoyGateway.image") { Form = ImageForm.Reference },
        new(Proxy, ProxyTag, "global.images.envoyProxy.image") { Form = ImageForm.Reference },
        // Started only where a limit for all proxies together is configured; moved so that no public image remains.
        new("docker.io/envoyproxy/ratelimit", "17b1956c", "global.images.ratelimit.image") { Form = ImageForm.Reference },
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "deployment.pod") with
        {
            Requests = new(100, 256, 1024),
            Resources = "deployment.envoyGateway.resources",
            Replicas = "deployment.replicas",
            Priority = "deployment.priorityClassName",
            Budget = new("podDisruptionBudget", BudgetForm.Minimum),
            Spread = new("deployment.pod.topologySpreadConstraints", "control-plane", "envoy-gateway"),
        },
        Workload.At("certgen", WorkloadKind.Controller, "certgen.job", new(10, 64, 256)) with { Priority = null },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificate of the gateway.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager), typeof(EnvoyGatewayCrds)];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [.. CleanedBy, typeof(GatewayApi), typeof(EnvoyAiGateway)];

    /// <inheritdoc/>
    /// <remarks>The Service of its proxies waits for its load balancer to go, and the namespace for the Service.</remarks>
    public override IEnumerable<Type> CleanedBy => [typeof(AwsLoadBalancerController), typeof(MetalLb)];

    /// <inheritdoc/>
    public override bool ByChart(ClusterContext context) => !context.Cluster.IsOpenShift;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override bool LetsUsersIn => true;

    /// <inheritdoc/>
    /// <remarks>Proxies listen on ports that need no privilege: 10443 for the listener 443 (internal/gatewayapi/helpers.go of Envoy
    /// Gateway). OpenShift's are Istio's, which listen on 443 itself, and ask its control plane on 15012.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => ByChart(context)
        ?
        [
            Flow.ToApiServer, Flow.Among, Flow.FromApiServer(9443), Flow.Scraped(19001),
            Flow.FromAnything(10443).Of(Component, "proxy"),
            // Whatever port a team's Service has.
            Flow.ToAnything().Of(Component, "proxy"),
        ]
        :
        [
            Flow.FromAnything(443).Of(OwnerLabel, GatewayName), Flow.ToAnything().Of(OwnerLabel, GatewayName),
        ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var values = new JsonObject { ["crds"] = new JsonObject { ["enabled"] = false } };
        if (Of(context.Cluster).OfType<EnvoyAiGateway>().Any())
        {
            values["config"] = new JsonObject
            {
                ["envoyGateway"] = new JsonObject { ["extensionManager"] = EnvoyAiGateway.Extension() },
            };
        }

        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        if (ByChart(context))
        {
            yield return Proxies(context);
        }

        yield return Class(context);
        yield return Certificate(context);
        yield return Gateway(context);
        foreach (var monitor in ByChart(context) ? PodMonitors(context) : [])
        {
            yield return monitor;
        }
    }

    /// <summary>Whether the gateway has a load balancer: at a site without addresses to hand out it would wait for one for ever.</summary>
    public static bool IsBalanced(CloudFacts cloud) => cloud.InternalLoadBalancer is not null || !cloud.BalancerAddresses.IsEmpty;

    private static JsonObject Proxies(ClusterContext context)
    {
        var (cloud, replicas) = (context.Cloud, context.Sizing.Replicas);
        var pod = new JsonObject
        {
            ["priorityClassName"] = Placement.ClusterCritical,
            ["nodeSelector"] = Placement.NodeSelector(cloud, selectsLinux: false),
            ["tolerations"] = Placement.Tolerations(cloud),
            ["topologySpreadConstraints"] = Placement.Spread(cloud, "gateway.envoyproxy.io/owning-gateway-name", GatewayName),
        };
        PullSecret.AddTo(pod, context.Platform);
        var kubernetes = new JsonObject
        {
            ["envoyDeployment"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["pod"] = pod,
                ["container"] = new JsonObject
                {
                    ["image"] = $"{Mirror.Image(context.Platform, Proxy)}:{ProxyTag}",
                    ["resources"] = context.Sizing.Resources(200, 256, 1024),
                },
            },
            ["envoyService"] = Service(context),
        };
        if (replicas > 1)
        {
            kubernetes["envoyPDB"] = new JsonObject { ["minAvailable"] = replicas - 1 };
        }

        return KubernetesObject.Of($"{EnvoyGroup}/v1alpha1", "EnvoyProxy", GatewayName, new JsonObject
        {
            ["provider"] = new JsonObject { ["type"] = "Kubernetes", ["kubernetes"] = kubernetes },
        }, Namespace);
    }

    private static JsonObject Service(ClusterContext context)
    {
        var service = new JsonObject { ["name"] = GatewayName, ["type"] = IsBalanced(context.Cloud) ? "LoadBalancer" : "ClusterIP" };
        var access = context.Platform.Sovereignty.Endpoints;
        IEnumerable<KeyValuePair<string, string>> annotations =
            access == EndpointAccess.Private && context.Cloud.InternalLoadBalancer is { } inside ? inside : [];
        if (AddOn.Of(context.Cluster).OfType<AwsLoadBalancerController>().Any())
        {
            var (name, others) = AwsLoadBalancerController.Service(access);
            service["loadBalancerClass"] = name;
            annotations = annotations.Concat(others);
        }

        if (annotations.Any())
        {
            service["annotations"] = new JsonObject(annotations.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return service;
    }

    private static JsonObject Class(ClusterContext context)
    {
        var spec = new JsonObject
        {
            ["controllerName"] = context.Cluster.IsOpenShift
                ? "openshift.io/gateway-controller/v1"
                : $"{EnvoyGroup}/gatewayclass-controller",
        };
        if (!context.Cluster.IsOpenShift)
        {
            spec["parametersRef"] = new JsonObject
            {
                ["group"] = EnvoyGroup, ["kind"] = "EnvoyProxy", ["name"] = GatewayName, ["namespace"] = Namespace,
            };
        }

        return KubernetesObject.Of(Group, "GatewayClass", GatewayName, spec);
    }

    private static JsonObject Certificate(ClusterContext context) =>
        KubernetesObject.Of("cert-manager.io/v1", "Certificate", TlsName, new JsonObject
        {
            ["secretName"] = TlsName,
            ["dnsNames"] = KubernetesObject.Texts(Names(context)),
            ["privateKey"] = new JsonObject { ["algorithm"] = "ECDSA", ["size"] = 256, ["rotationPolicy"] = "Always" },
            ["issuerRef"] = new JsonObject
            {
                ["group"] = "cert-manager.io", ["kind"] = "ClusterIssuer", ["name"] = Issuer(context),
            },
        }, Namespace);

    // Only a record proves a wildcard, and only a zone of the cluster its own names.
    private static string Issuer(ClusterContext context) => context.Cluster.Ingress is not null
        && AddOn.Of(context.Cluster).OfType<CertManager>().Any(issuers => issuers.ProvesByDns(context.Cloud))
            ? CertManager.AcmeIssuer
            : CertManager.PlatformIssuer;

    // Without a domain, pods of the cluster reach the gateway by the name of its Service.
    private static IEnumerable<string> Names(ClusterContext context) => context.Cluster.Ingress is { } ingress
        ? [$"*.{ingress.Domain}"]
        : [$"{GatewayName}.{Namespace}.svc", $"{GatewayName}.{Namespace}.svc.cluster.local"];

    private static JsonObject Gateway(ClusterContext context)
    {
        var listener = new JsonObject
        {
            ["name"] = "https",
            ["port"] = 443,
            ["protocol"] = "HTTPS",
            ["tls"] = new JsonObject
            {
                ["mode"] = "Terminate",
                ["certificateRefs"] = new JsonArray(new JsonObject { ["name"] = TlsName }),
            },
            ["allowedRoutes"] = new JsonObject
            {
                ["namespaces"] = new JsonObject
                {
                    ["from"] = "Selector",
                    ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [GatewayLabel] = GatewayName } },
                },
            },
        };
        if (context.Cluster.Ingress is { } ingress)
        {
            listener["hostname"] = $"*.{ingress.Domain}";
        }

        var gateway = KubernetesObject.Of(Group, "Gateway", GatewayName, new JsonObject
        {
            ["gatewayClassName"] = GatewayName,
            ["listeners"] = new JsonArray(listener),
        }, Namespace);
        if (context.Cluster.IsOpenShift && !IsBalanced(context.Cloud))
        {
            // Istio asks for a load balancer otherwise (networking.istio.io/service-type of its annotations).
            gateway["metadata"]!["annotations"] = new JsonObject { ["networking.istio.io/service-type"] = "ClusterIP" };
        }

        return gateway;
    }

    // The chart has none.
    private static IEnumerable<JsonObject> PodMonitors(ClusterContext context) =>
    [
        .. KubernetesObject.PodMonitor(context, "envoy-gateway", Namespace, "control-plane", "envoy-gateway", path: "/metrics"),
        .. KubernetesObject.PodMonitor(context, "envoy-proxy", Namespace, Component, "proxy", path: "/stats/prometheus"),
    ];
}
