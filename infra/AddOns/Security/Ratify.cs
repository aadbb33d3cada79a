using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Security;

/// <summary>Ratify: tells Gatekeeper whether images are signed, for the policy <c>image-signatures</c>, which comes with it.</summary>
/// <remarks>Its chart is the program's own: the published one lets Ratify read every Secret of the cluster, takes no secret for pulls and
/// no node selector, and deletes its Provider at each upgrade.</remarks>
public sealed record Ratify : AddOn
{
    /// <summary>The Provider of external data, under the name whose certificate Ratify renews (pkg/manager/manager.go).</summary>
    internal const string Provider = "ratify-provider";

    private const string Kinds = "config.ratify.deislabs.io/v1beta1", Label = "app.kubernetes.io/name", Account = "ratify";
    private const int Port = 6001;

    // Less than Gatekeeper has for its own answer, so that it still says why.
    private const int TimeoutSeconds = Gatekeeper.WebhookSeconds - 1;

    /// <summary>Repositories, or folders of them, whose images have to be signed, for example
    /// <c>registry.acme.example/mirror/acme</c>.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>Public keys of cosign, each as PEM: a signature of one of them is enough.</summary>
    /// <value>none: no signature of cosign is trusted</value>
    public ImmutableArray<string> PublicKeys { get; init; } = [];

    /// <summary>Certificates of the Notary Project, each as PEM: of authorities, or of signers that have signed themselves. A signature of
    /// one of them, or of whom they certify, is enough.</summary>
    /// <value>none: no signature of the Notary Project is trusted</value>
    public ImmutableArray<string> Certificates { get; init; } = [];

    /// <inheritdoc/>
    public override string Key => "ratify";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public override string OnByDefaultText => "nowhere";

    /// <inheritdoc/>
    public override string Highlights =>
        "verifies signatures of cosign and of the Notary Project for the policy `image-signatures`; see [policies](policies.md#signatures)";

    /// <inheritdoc/>
    /// <remarks>In the namespace of Gatekeeper, whose authority it asks its callers for.</remarks>
    public override Chart Chart => new("ratify", "./AddOns/Security/Charts", "1.4.4", new Gatekeeper().Chart.Namespace);

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images => [new("ghcr.io/notaryproject/ratify", "v1.4.4", "image.repository")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("server", WorkloadKind.Webhook, "", new(100, 128, 512)) with
        {
            Replicas = "replicaCount",
            Budget = new("podDisruptionBudget", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints", Label, "ratify"),
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<Type> Requires => [typeof(Gatekeeper)];

    /// <inheritdoc/>
    /// <remarks>Its pods wait for the config map with the authorities that it trusts registries by.</remarks>
    public override IEnumerable<Type> After => [typeof(TrustManager)];

    /// <inheritdoc/>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        foreach (var repository in Repositories.Where(repository => !SettingForms.IsRegistry(repository)))
        {
            yield return new(
                "repositories",
                $"\"{repository}\" is not a repository. Allowed: a host with an optional port and path, in lower case and without a " +
                "scheme, such as registry.acme.example/mirror/acme.");
        }

        if (Login(context) is not null && Hosts.Any(host => context.Cloud.RegistryLogin(host) is null && host == MirrorHost(context)))
        {
            yield return new(
                "repositories",
                $"the mirror at \"{MirrorHost(context)}\" wants a login and the registry of the cloud an identity, and Ratify has one of " +
                "the two. Allowed: repositories of one of them.");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        Login(context) is null ? [] : [new(Chart.Namespace, Account, Access.Images)];

    /// <inheritdoc/>
    /// <remarks>It reads registries and, of certificates, who has been revoked; the addresses of those lists are in the
    /// certificates.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer.Of(Label, "ratify"),
        FromGatekeeper.Of(Label, "ratify"),
        Flow.Scraped(8888).Of(Label, "ratify"),
        .. Flow.ToServices([.. Hosts.Select(host => $"https://{host}"), Certificates.IsEmpty ? null : "http://any"])
            .Select(flow => flow.Of(Label, "ratify")),
    ];

    /// <summary>Gatekeeper asks it.</summary>
    internal static Flow FromGatekeeper => Flow.Among with { Ports = [Port] };

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context) => new()
    {
        ["serviceAccount"] = new JsonObject { ["create"] = !Identities(context).Any(), ["name"] = Account },
        ["podLabels"] = Identities(context).Any()
            ? new JsonObject(context.Cloud.IdentityLabels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)))
            : [],
        ["verificationTimeout"] = (TimeoutSeconds * 1000) - 100,
        ["loginSecret"] = Hosts.Contains(MirrorHost(context)) ? PullSecret.Name : "",
        ["trustConfigMap"] = Of(context.Cluster).OfType<TrustManager>().Any() ? TrustBundle.Name : "",
    };

    /// <inheritdoc/>
    /// <remarks>Of the Provider, Ratify sets the authority itself.</remarks>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        for (var index = 0; index < PublicKeys.Length; index++)
        {
            yield return Trusted($"key-{index}", "key", PublicKeys[index]);
        }

        for (var index = 0; index < Certificates.Length; index++)
        {
            yield return Trusted($"certificate-{index}", "certificate", Certificates[index]);
        }

        var store = new JsonObject { ["cosignEnabled"] = !PublicKeys.IsEmpty };
        if (Login(context) is { } login)
        {
            store["authProvider"] = login;
        }

        yield return KubernetesObject.Of(Kinds, "Store", "oras", new JsonObject { ["name"] = "oras", ["parameters"] = store });
        if (!PublicKeys.IsEmpty)
        {
            yield return KubernetesObject.Of(Kinds, "Verifier", "cosign", new JsonObject
            {
                ["name"] = "cosign",
                ["artifactTypes"] = "application/vnd.dev.cosign.artifact.sig.v1+json",
                ["parameters"] = new JsonObject { ["trustPolicies"] = new JsonArray(KeyPolicy()) },
            });
        }

        if (!Certificates.IsEmpty)
        {
            yield return KubernetesObject.Of(Kinds, "Verifier", "notation", new JsonObject
            {
                ["name"] = "notation",
                ["artifactTypes"] = "application/vnd.cncf.notary.signature",
                ["parameters"] = CertificatePolicy(),
            });
        }

        // It reads the policy of this name alone (pkg/controllers/clusterresource/policy_controller.go).
        yield return KubernetesObject.Of(Kinds, "Policy", "ratify-policy", new JsonObject
        {
            ["type"] = "config-policy",
            ["parameters"] = new JsonObject { ["artifactVerificationPolicies"] = new JsonObject { ["default"] = "any" } },
        });
        yield return KubernetesObject.Of("externaldata.gatekeeper.sh/v1beta1", "Provider", Provider, new JsonObject
        {
            ["url"] = $"https://ratify.{Chart.Namespace}:{Port}/ratify/gatekeeper/v1/verify", ["timeout"] = TimeoutSeconds,
        });
        foreach (var monitor in KubernetesObject.PodMonitor(context, "ratify", Chart.Namespace, Label, "ratify"))
        {
            yield return monitor;
        }
    }

    private IEnumerable<string> Hosts => Repositories.Select(repository => repository.Split('/')[0]).Distinct();

    // Where the login of the mirror is one for these repositories; the identity of a cloud takes its place.
    private static string? MirrorHost(ClusterContext context) => PullSecret.Host(context.Platform);

    private JsonObject? Login(ClusterContext context) =>
        Hosts.Select(context.Cloud.RegistryLogin).FirstOrDefault(login => login is not null);

    private static JsonObject Trusted(string name, string content, string pem) =>
        KubernetesObject.Of(Kinds, "KeyManagementProvider", name, new JsonObject
        {
            ["type"] = "inline", ["parameters"] = new JsonObject { ["contentType"] = content, ["value"] = pem },
        });

    // The log of Sigstore is not asked: it is outside the borders, and a key that is named here needs no witness.
    private JsonObject KeyPolicy() => new()
    {
        ["name"] = "default",
        ["scopes"] = new JsonArray("*"),
        ["keys"] = new JsonArray([.. PublicKeys.Select((_, index) => new JsonObject { ["provider"] = $"key-{index}" })]),
        ["tLogVerify"] = false,
    };

    // https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md
    private JsonObject CertificatePolicy() => new()
    {
        ["verificationCertStores"] = new JsonObject
        {
            ["ca"] = new JsonObject
            {
                ["stack"] = KubernetesObject.Texts(Certificates.Select((_, index) => $"certificate-{index}")),
            },
        },
        ["trustPolicyDoc"] = new JsonObject
        {
            ["version"] = "1.0",
            ["trustPolicies"] = new JsonArray(new JsonObject
            {
                ["name"] = "default",
                ["registryScopes"] = new JsonArray("*"),
                ["signatureVerification"] = new JsonObject { ["level"] = "strict" },
                ["trustStores"] = new JsonArray("ca:stack"),
                ["trustedIdentities"] = new JsonArray("*"),
            }),
        },
    };
}
