using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Formats;
using Infra.Specification.Secrets;

namespace Infra.AddOns.Security;

/// <summary>cert-manager with an issuer: the cluster's own certificate authority, which needs no internet, or what the cluster names as
/// its <c>issuer</c>; and ACME if requested.</summary>
public sealed record CertManager : AddOn
{
    /// <summary>Name of the cluster issuer that every cluster has.</summary>
    public const string PlatformIssuer = "platform-ca";

    /// <summary>Name of the cluster issuer that uses ACME, if there is one.</summary>
    public const string AcmeIssuer = "platform-acme";

    /// <summary>Name of the cluster issuer whose certificates sign themselves, for webhooks that trust nothing else.</summary>
    public const string SelfSignedIssuer = "platform-self-signed";

    // Label of pods with the release that they belong to.
    internal const string Release = "app.kubernetes.io/instance";

    // Not the secret of the cluster's own root, which stays when that root goes.
    private const string Intermediate = "platform-intermediate";

    // The account with which certificates are asked of a Vault.
    private const string VaultAccount = "platform-issuer";

    // The controller's account, where it writes records: not the name of the chart's own, which Helm would remove too late.
    private const string DnsAccount = "cert-manager-dns";

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
        "issuer `platform-ca`: the cluster's own certificate authority, which needs no internet, an intermediate of the fleet's root or " +
        "the PKI of a Vault; `platform-acme` if an ACME account is given";

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
    /// <remarks>trust-manager is in the same namespace.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer.Of(Release, Chart.Name),
        Flow.FromApiServer(10250).Of(Release, Chart.Name),
        Flow.Scraped(9402).Of(Release, Chart.Name),
        // Before it asks for a challenge, it looks itself whether the answer is there
        // (https://cert-manager.io/docs/configuration/acme/http01/).
        .. Flow.ToServices(
            Acme?.Server,
            Acme is null || ProvesByDns(context.Cloud) ? null : "http://any",
            context.Cluster.Issuer is VaultIssuerSpec ? context.Cluster.Vault?.Address : null)
            .Select(flow => flow.Of(Release, Chart.Name)),
    ];

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        ProvesByDns(context.Cloud) ? [new(Chart.Namespace, DnsAccount, Access.DnsRecords)] : [];

    /// <summary>Whether the ACME issuer proves names by records in the zone of the cluster, and so any name under its domain.</summary>
    internal bool ProvesByDns(CloudFacts cloud) => Acme is { IngressClass: null } && cloud.DnsZone is not null;

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var values = new JsonObject
        {
            ["crds"] = new JsonObject { ["enabled"] = true, ["keep"] = true },
            ["imageNamespace"] = "jetstack",
            // Not kube-system, the default: the controller then needs no rights there.
            ["global"] = new JsonObject { ["leaderElection"] = new JsonObject { ["namespace"] = Chart.Namespace } },
            // A webhook that does not answer for 30 s, the default, outlasts the API server's patience with its own callers.
            ["webhook"] = new JsonObject { ["timeoutSeconds"] = 10 },
        };
        if (ProvesByDns(context.Cloud))
        {
            values["serviceAccount"] = new JsonObject { ["create"] = false, ["name"] = DnsAccount };
            values["podLabels"] = new JsonObject(
                context.Cloud.IdentityLabels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
            // Before it asks for a challenge, it looks itself whether the record is there: by the name server of the cluster.
            values["dns01RecursiveNameserversOnly"] = true;
        }

        if (context.Cluster.Issuer is VaultIssuerSpec)
        {
            values["extraObjects"] = VaultObjects(ProvesByDns(context.Cloud) ? DnsAccount : Chart.Name);
        }

        return values;
    }

    /// <inheritdoc/>
    /// <remarks>The root is the last certificate: cert-manager leaves it out of what it signs, and gives it as the authority
    /// (ParseSingleCertificateChain in pkg/util/pki of cert-manager/cert-manager).</remarks>
    public override IEnumerable<ChartSecret> Secrets(ClusterContext context)
    {
        if (context.Cluster.Issuer is IntermediateIssuerSpec issuer)
        {
            var root = context.Platform.Trust.RootCertificate ?? "";
            yield return new(Intermediate, Chart.Namespace)
            {
                Type = "kubernetes.io/tls",
                Texts = ImmutableSortedDictionary<string, string>.Empty
                    .Add("tls.crt", Joined(PemCertificates.Of(issuer.Certificate).Concat(RootOf(issuer, root)))).Add("ca.crt", root),
                Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("tls.key", issuer.KeySecret),
                Mistake = key => CertificateChain.HasKey(issuer.Certificate, key)
                    ? null
                    : $"{context.Cluster.Path}.issuer.keySecret: \"{issuer.KeySecret}\" is not the private key of the certificate.",
            };
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        yield return Issuer(SelfSignedIssuer, new JsonObject { ["selfSigned"] = new JsonObject() });
        if (context.Cluster.Issuer is null)
        {
            yield return OwnRoot(context);
        }

        yield return Issuer(PlatformIssuer, context.Cluster.Issuer is VaultIssuerSpec vault
            ? new JsonObject { ["vault"] = Vault(context, vault) }
            : new JsonObject
            {
                ["ca"] = new JsonObject { ["secretName"] = context.Cluster.Issuer is null ? PlatformIssuer : Intermediate },
            });
        if (Acme is not null)
        {
            yield return Issuer(AcmeIssuer, new JsonObject
            {
                ["acme"] = new JsonObject
                {
                    ["email"] = Acme.Email,
                    ["server"] = Acme.Server,
                    ["privateKeySecretRef"] = new JsonObject { ["name"] = AcmeIssuer },
                    ["solvers"] = new JsonArray(ProvesByDns(context.Cloud)
                        ? new JsonObject { ["dns01"] = context.Cloud.DnsZone!.Solver }
                        : new JsonObject { ["http01"] = new JsonObject { ["ingress"] = Solver(context, Acme) } }),
                },
            });
        }
    }

    // The pods that answer a challenge run beside the certificate, as the default account of that namespace, and their image is in the
    // mirror too (https://cert-manager.io/docs/configuration/acme/http01/#podtemplate).
    private static JsonObject Solver(ClusterContext context, AcmeSpec acme)
    {
        var ingress = new JsonObject { ["ingressClassName"] = acme.IngressClass };
        if (PullSecret.Host(context.Platform) is not null)
        {
            ingress["podTemplate"] = new JsonObject
            {
                ["spec"] = new JsonObject { ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = PullSecret.Name }) },
            };
        }

        return ingress;
    }

    // Of two roots, the one that has signed.
    private static IEnumerable<X509Certificate2> RootOf(IntermediateIssuerSpec issuer, string roots) =>
        PemCertificates.Of(roots).Where(root => CertificateChain.LeadsTo(PemCertificates.Of(issuer.Certificate), [root])).Take(1);

    private static string Joined(IEnumerable<X509Certificate2> certificates) =>
        string.Concat(certificates.Select(certificate => certificate.ExportCertificatePem() + "\n"));

    private JsonObject OwnRoot(ClusterContext context) => KubernetesObject.Of("cert-manager.io/v1", "Certificate", PlatformIssuer, new()
    {
        ["isCA"] = true,
        ["commonName"] = $"{ResourceNames.Cluster(context.Platform, context.Cluster)} root",
        ["secretName"] = PlatformIssuer,
        ["duration"] = $"{RootYears * 365 * 24}h",
        ["privateKey"] = new JsonObject { ["algorithm"] = "ECDSA", ["size"] = 384, ["rotationPolicy"] = "Always" },
        ["issuerRef"] = new JsonObject { ["group"] = "cert-manager.io", ["kind"] = "ClusterIssuer", ["name"] = SelfSignedIssuer },
    }, Chart.Namespace);

    // The token's audiences are vault://platform-ca and the address of the Vault (internal/vault/vault.go of cert-manager/cert-manager).
    private static JsonObject Vault(ClusterContext context, VaultIssuerSpec issuer)
    {
        var vault = context.Cluster.Vault
            ?? throw new InvalidOperationException($"{context.Cluster.Path} has certificates signed by a Vault and names none.");
        var settings = new JsonObject
        {
            ["server"] = vault.Address,
            ["path"] = issuer.Path,
            ["auth"] = new JsonObject
            {
                ["kubernetes"] = new JsonObject
                {
                    ["mountPath"] = $"/v1/auth/{context.VaultAuthMount}",
                    ["role"] = "cert-manager",
                    ["serviceAccountRef"] = new JsonObject { ["name"] = VaultAccount },
                },
            },
        };
        if (vault.Namespace is not null)
        {
            settings["namespace"] = vault.Namespace;
        }

        if (vault.CaCertificate is { } authority)
        {
            settings["caBundle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        }

        return settings;
    }

    // The account that logs in to the Vault, and the right of the controller to make tokens for it
    // (https://cert-manager.io/docs/configuration/vault/#secretless-authentication-with-a-service-account). The chart takes texts.
    private JsonArray VaultObjects(string account)
    {
        JsonObject Metadata() => new() { ["name"] = VaultAccount, ["namespace"] = Chart.Namespace };
        const string group = "rbac.authorization.k8s.io";
        JsonObject[] objects =
        [
            new() { ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = Metadata() },
            new()
            {
                ["apiVersion"] = $"{group}/v1",
                ["kind"] = "Role",
                ["metadata"] = Metadata(),
                ["rules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = new JsonArray(""), ["resources"] = new JsonArray("serviceaccounts/token"),
                    ["resourceNames"] = new JsonArray(VaultAccount), ["verbs"] = new JsonArray("create"),
                }),
            },
            new()
            {
                ["apiVersion"] = $"{group}/v1",
                ["kind"] = "RoleBinding",
                ["metadata"] = Metadata(),
                ["roleRef"] = new JsonObject { ["apiGroup"] = group, ["kind"] = "Role", ["name"] = VaultAccount },
                ["subjects"] = new JsonArray(new JsonObject
                {
                    ["kind"] = "ServiceAccount", ["name"] = account, ["namespace"] = Chart.Namespace,
                }),
            },
        ];
        return KubernetesObject.Texts(objects.Select(each => each.ToJsonString()));
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

    /// <summary>A reference to the issuer <see cref="SelfSignedIssuer"/>, as charts and certificates take it.</summary>
    internal static JsonObject SelfSigned() =>
        new() { ["group"] = "cert-manager.io", ["kind"] = "ClusterIssuer", ["name"] = SelfSignedIssuer };

    private static JsonObject Issuer(string name, JsonObject spec) =>
        KubernetesObject.Of("cert-manager.io/v1", "ClusterIssuer", name, spec);
}
