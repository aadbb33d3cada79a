using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Security;

/// <summary>trust-manager: puts the certificates of the authorities that workloads may trust into every namespace: the cluster's own, those
/// that the stack names, and the public ones.</summary>
public sealed record TrustManager : AddOn
{
    /// <summary>Whether the public authorities are among them, as Debian has them.</summary>
    /// <value>true</value>
    public bool PublicAuthorities { get; init; } = true;

    /// <inheritdoc/>
    public override string Key => "trust-manager";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => true;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster";

    /// <inheritdoc/>
    public override string Highlights =>
        $"config map `{TrustBundle.Name}` in every namespace: the cluster's own authority, those that the stack names, the public ones " +
        "in a pinned version; expired certificates are left out";

    /// <inheritdoc/>
    /// <remarks>It reads secrets in the namespace of cert-manager, where the authority is, and in no other
    /// (https://cert-manager.io/docs/trust/trust-manager/installation/).</remarks>
    public override Chart Chart => new("trust-manager", "https://charts.jetstack.io", "v0.24.0", "cert-manager");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("quay.io/jetstack/trust-manager", "v0.24.0", "imageRegistry") { Form = ImageForm.Registry },
        // Not of the version of the chart, whose source has a placeholder here: make/00_debian_trixie_version.mk of
        // cert-manager/trust-manager at v0.24.0 names the release.
        .. PublicAuthorities
            ? [new("quay.io/jetstack/trust-pkg-debian-trixie", "20250419.1") { TagPath = "defaultPackageImage.tag" }]
            : Array.Empty<ChartImage>(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["app.metrics.service.servicemonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "", new(20, 64, 256)) with
        {
            Replicas = "replicaCount",
            Budget = new("podDisruptionBudget", BudgetForm.Enabled),
            Spread = new("topologySpreadConstraints", "app", "trust-manager"),
        },
        new("public authorities", WorkloadKind.Controller) { Requests = new(10, 16, 64), Resources = "defaultPackage.resources" },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificate of its webhook.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer.Of(CertManager.Release, Chart.Name),
        Flow.FromApiServer(6443).Of(CertManager.Release, Chart.Name),
        Flow.Scraped(9402).Of(CertManager.Release, Chart.Name),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["crds"] = new JsonObject { ["enabled"] = true, ["keep"] = true },
        ["imageNamespace"] = "jetstack",
        ["app"] = new JsonObject { ["trust"] = new JsonObject { ["namespace"] = Chart.Namespace } },
        ["defaultPackage"] = new JsonObject { ["enabled"] = PublicAuthorities },
        // Some clients refuse the whole file for one certificate that has expired.
        ["filterExpiredCertificates"] = new JsonObject { ["enabled"] = true },
    };

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        JsonNode[] sources =
        [
            // An authority whose root is outside the cluster is trusted by that root, which the stack names.
            .. context.Cluster.Issuer is null
                ? [new JsonObject { ["secret"] = new JsonObject { ["name"] = CertManager.PlatformIssuer, ["key"] = "ca.crt" } }]
                : Array.Empty<JsonNode>(),
            .. PublicAuthorities ? [new JsonObject { ["useDefaultCAs"] = true }] : Array.Empty<JsonNode>(),
            .. context.NamedAuthorities.Select(pem => new JsonObject { ["inLine"] = pem }),
        ];
        yield return KubernetesObject.Of("trust.cert-manager.io/v1alpha1", "Bundle", TrustBundle.Name, new JsonObject
        {
            ["sources"] = new JsonArray(sources),
            ["target"] = new JsonObject { ["configMap"] = new JsonObject { ["key"] = TrustBundle.Key } },
        });
    }
}
