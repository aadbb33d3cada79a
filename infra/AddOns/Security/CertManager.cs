using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Security;

/// <summary>cert-manager with an issuer: the cluster's own certificate authority, which needs no internet, and ACME if requested.</summary>
public sealed record CertManager : AddOn
{
    /// <summary>Name of the cluster issuer that every cluster has.</summary>
    public const string PlatformIssuer = "platform-ca";

    /// <summary>Name of the cluster issuer that uses ACME, if there is one.</summary>
    public const string AcmeIssuer = "platform-acme";

    private const string SelfSigned = "platform-self-signed";

    // A duration in Go ends after 292 years; a root that outlives its cryptography is of no use.
    private const int MostRootYears = 50;

    /// <summary>Account for certificates of a public authority; absent: only the cluster's own authority.</summary>
    public AcmeSpec? Acme { get; init; }

    /// <summary>Validity in years of the root certificate of the cluster's own authority; cert-manager renews it after two thirds of that
    /// time.</summary>
    /// <value>10; at most 50</value>
    public int RootYears { get; init; } = 10;

    /// <inheritdoc/>
    public override string Key => "cert-manager";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => true;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster";

    /// <inheritdoc/>
    public override string Highlights =>
        "issuer `platform-ca`, the cluster's own certificate authority, which needs no internet; `platform-acme` if an ACME " +
        "account is given";

    /// <inheritdoc/>
    public override Chart Chart => new("cert-manager", "https://charts.jetstack.io", "v1.21.1", "cert-manager");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        // One pair of keys moves all five images, the solver that the controller starts included.
        new("quay.io/jetstack/cert-manager-controller", "v1.21.1", "imageRegistry") { Form = ImageForm.Registry },
        new("quay.io/jetstack/cert-manager-webhook", "v1.21.1"),
        new("quay.io/jetstack/cert-manager-cainjector", "v1.21.1"),
        new("quay.io/jetstack/cert-manager-acmesolver", "v1.21.1"),
        new("quay.io/jetstack/cert-manager-startupapicheck", "v1.21.1"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["prometheus.servicemonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        new("all", WorkloadKind.Controller) { Priority = "global.priorityClassName" },
        Component("controller", "", WorkloadKind.Controller, new(50, 128, 512)),
        Component("webhook", "webhook.", WorkloadKind.Webhook, new(50, 64, 256)),
        Component("cainjector", "cainjector.", WorkloadKind.Controller, new(50, 128, 512)),
        Workload.At("startupapicheck", WorkloadKind.Controller, "startupapicheck", new(10, 32, 64)) with { Priority = null },
    ];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        if (RootYears is < 1 or > MostRootYears)
        {
            yield return new("rootYears", $"{RootYears} years. Allowed: 1 to {MostRootYears}.");
        }

        foreach (var mistake in Acme?.Mistakes(context) ?? [])
        {
            yield return mistake with { Member = $"acme.{mistake.Member}" };
        }
    }

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["crds"] = new JsonObject { ["enabled"] = true, ["keep"] = true },
        ["imageNamespace"] = "jetstack",
        // Not kube-system, the default: the controller then needs no rights there.
        ["global"] = new JsonObject { ["leaderElection"] = new JsonObject { ["namespace"] = Chart.Namespace } },
        // A webhook that does not answer for 30 s, the default, outlasts the API server's patience with its own callers.
        ["webhook"] = new JsonObject { ["timeoutSeconds"] = 10 },
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        yield return Issuer(SelfSigned, new JsonObject { ["selfSigned"] = new JsonObject() });
        yield return KubernetesObject.Of("cert-manager.io/v1", "Certificate", PlatformIssuer, new JsonObject
        {
            ["isCA"] = true,
            ["commonName"] = $"{ResourceNames.Cluster(context.Platform, context.Cluster)} root",
            ["secretName"] = PlatformIssuer,
            ["duration"] = $"{RootYears * 365 * 24}h",
            ["privateKey"] = new JsonObject { ["algorithm"] = "ECDSA", ["size"] = 384, ["rotationPolicy"] = "Always" },
            ["issuerRef"] = new JsonObject { ["group"] = "cert-manager.io", ["kind"] = "ClusterIssuer", ["name"] = SelfSigned },
        }, Chart.Namespace);
        yield return Issuer(PlatformIssuer, new JsonObject { ["ca"] = new JsonObject { ["secretName"] = PlatformIssuer } });
        if (Acme is not null)
        {
            yield return Issuer(AcmeIssuer, new JsonObject
            {
                ["acme"] = new JsonObject
                {
                    ["email"] = Acme.Email,
                    ["server"] = Acme.Server,
                    ["privateKeySecretRef"] = new JsonObject { ["name"] = AcmeIssuer },
                    ["solvers"] = new JsonArray(new JsonObject
                    {
                        ["http01"] = new JsonObject { ["ingress"] = new JsonObject { ["ingressClassName"] = Acme.IngressClass } },
                    }),
                },
            });
        }
    }

    private static Workload Component(string name, string prefix, WorkloadKind kind, Requests requests) => new(name, kind)
    {
        Requests = requests,
        Resources = $"{prefix}resources",
        Replicas = $"{prefix}replicaCount",
        NodeSelector = $"{prefix}nodeSelector",
        Tolerations = $"{prefix}tolerations",
        Budget = new($"{prefix}podDisruptionBudget", BudgetForm.Enabled),
        Spread = new($"{prefix}topologySpreadConstraints", "app.kubernetes.io/component", name),
    };

    private static JsonObject Issuer(string name, JsonObject spec) =>
        KubernetesObject.Of("cert-manager.io/v1", "ClusterIssuer", name, spec);
}
