using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Secrets;

namespace Infra.AddOns.Security;

/// <summary>external-secrets: brings secrets from the store of the cluster into the namespaces that may have them, and keeps them up to
/// date. It reads with an identity that the platform binds to its service account, and never writes.</summary>
public sealed record ExternalSecrets : AddOn
{
    /// <summary>Name of the store, a ClusterSecretStore, to which an ExternalSecret refers.</summary>
    public const string StoreName = "platform";

    /// <summary>Label of the namespaces that may use the store, with the store's name as its value.</summary>
    public const string StoreLabel = "ai-platform/secret-store";

    /// <summary>Name of the role in Vault, and of the audience of the tokens that are shown to it.</summary>
    public const string VaultRole = "external-secrets", VaultAudience = "vault";

    // The controller's own account, and one that only the store names.
    private const string Controller = "external-secrets", Reader = "platform-store";

    private const string Api = "external-secrets.io/v1", Rbac = "rbac.authorization.k8s.io";

    /// <inheritdoc/>
    public override string Key => "external-secrets";

    /// <inheritdoc/>
    public override bool ReadsSecrets => true;

    /// <inheritdoc/>
    /// <remarks>An edge site has to work without its store for a while; whoever wants it there asks for it.</remarks>
    public override bool OnByDefault(CloudFacts cloud) => cloud.HighlyAvailable && !cloud.SecretStores.IsEmpty;

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS and AKS; a site with `vault`, except those with `profile: edge`";

    /// <inheritdoc/>
    public override string Highlights =>
        $"the store `{StoreName}` on Secrets Manager, Parameter Store, Key Vault or Vault, without a stored key, for namespaces with the " +
        $"label `{StoreLabel}: {StoreName}`; stores of other namespaces and pushing secrets are off";

    /// <inheritdoc/>
    public override Chart Chart => new("external-secrets", "https://charts.external-secrets.io", "2.9.0", "external-secrets");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("ghcr.io/external-secrets/external-secrets", "v2.9.0", "image.repository"),
        new("ghcr.io/external-secrets/external-secrets", "v2.9.0", "webhook.image.repository"),
        // Off; moved so that no public image remains.
        new("ghcr.io/external-secrets/external-secrets", "v2.9.0", "certController.image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("global.imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "", new(50, 128, 512)) with
        {
            Replicas = "replicaCount",
            Budget = new("podDisruptionBudget", BudgetForm.Enabled),
            Spread = new("topologySpreadConstraints", "app.kubernetes.io/name", "external-secrets"),
        },
        // It checks objects of external-secrets alone, and nothing else waits for it.
        Workload.At("webhook", WorkloadKind.Controller, "webhook", new(20, 64, 256)) with
        {
            Replicas = "webhook.replicaCount",
            Budget = new("webhook.podDisruptionBudget", BudgetForm.Enabled),
            Spread = new("webhook.topologySpreadConstraints", "app.kubernetes.io/name", "external-secrets-webhook"),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificate of its webhook.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.SecretStores.IsEmpty
        ? "the cluster has no store of secrets: describe a Vault under vault, or remove external-secrets."
        : null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) => context.Cloud.SecretStore switch
    {
        SecretStoreKind.Vault => [new(Chart.Namespace, Reader, Access.Vault)],
        SecretStoreKind.KeyVault => [new(Chart.Namespace, Reader, Access.Secrets)],
        _ => [new(Chart.Namespace, Controller, Access.Secrets)],
    };

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer, Flow.FromApiServer(10250), Flow.Scraped(8080),
        .. Flow.ToServices(context.Cloud.SecretStore == SecretStoreKind.Vault ? context.Cluster.Vault?.Address : null),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var bound = Identities(context).Any(identity => identity.ServiceAccount == Controller);
        var values = new JsonObject
        {
            // The platform creates the account with its identity; see Identities.
            ["serviceAccount"] = new JsonObject { ["create"] = !bound, ["name"] = Controller },
            ["leaderElect"] = context.Cloud.HighlyAvailable,
            // Whoever could make a store could read with the controller's identity what no namespace of theirs may have. An ExternalSecret
            // of a store that is not processed is refused (assertStoreIsUsable in pkg/controllers/secretstore/client_manager.go).
            ["processSecretStore"] = false,
            ["processPushSecret"] = false,
            ["processClusterPushSecret"] = false,
            ["crds"] = new JsonObject { ["createPushSecret"] = false, ["createClusterPushSecret"] = false },
            ["webhook"] = new JsonObject
            {
                ["certManager"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["cert"] = new JsonObject
                    {
                        ["issuerRef"] = new JsonObject
                        {
                            ["group"] = "cert-manager.io", ["kind"] = "ClusterIssuer", ["name"] = CertManager.SelfSignedIssuer,
                        },
                    },
                },
            },
            ["certController"] = new JsonObject { ["create"] = false },
        };
        if (PullSecret.Host(context.Platform) is not null)
        {
            values["extraObjects"] = LoginReader();
        }

        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        yield return KubernetesObject.Of(Api, "ClusterSecretStore", StoreName, new JsonObject
        {
            ["provider"] = context.Cloud.SecretStore == SecretStoreKind.Vault
                ? Vault(context)
                : context.Cloud.SecretProvider(context.Platform, Account()),
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { [StoreLabel] = StoreName } },
            }),
        });
        if (PullSecret.Host(context.Platform) is not null)
        {
            yield return LoginStore();
            yield return Login();
        }
    }

    // The login of the mirror is a secret of this namespace already; nothing outside the cluster is asked for it.
    private JsonObject LoginStore() => KubernetesObject.Of(Api, "ClusterSecretStore", PullSecret.Name, new JsonObject
    {
        ["provider"] = new JsonObject
        {
            ["kubernetes"] = new JsonObject
            {
                ["remoteNamespace"] = Chart.Namespace,
                ["server"] = new JsonObject
                {
                    ["caProvider"] = new JsonObject
                    {
                        ["type"] = "ConfigMap", ["name"] = "kube-root-ca.crt", ["key"] = "ca.crt", ["namespace"] = Chart.Namespace,
                    },
                },
                ["auth"] = new JsonObject
                {
                    ["serviceAccount"] = new JsonObject { ["name"] = PullSecret.Name, ["namespace"] = Chart.Namespace },
                },
            },
        },
        ["conditions"] = new JsonArray(new JsonObject { ["namespaceSelector"] = Labelled() }),
    });

    // A secret in each namespace with the label, also in those that get it later.
    private static JsonObject Login() => KubernetesObject.Of(Api, "ClusterExternalSecret", PullSecret.Name, new JsonObject
    {
        ["externalSecretName"] = PullSecret.Name,
        ["namespaceSelectors"] = new JsonArray(Labelled()),
        ["refreshTime"] = "1m",
        ["externalSecretSpec"] = new JsonObject
        {
            ["refreshInterval"] = "1h",
            ["secretStoreRef"] = new JsonObject { ["kind"] = "ClusterSecretStore", ["name"] = PullSecret.Name },
            ["target"] = new JsonObject
            {
                ["name"] = PullSecret.Name,
                ["template"] = new JsonObject { ["type"] = "kubernetes.io/dockerconfigjson" },
            },
            ["data"] = new JsonArray(new JsonObject
            {
                ["secretKey"] = ".dockerconfigjson",
                ["remoteRef"] = new JsonObject { ["key"] = PullSecret.Name, ["property"] = ".dockerconfigjson" },
            }),
        },
    });

    private static JsonObject Labelled() => new()
    {
        ["matchLabels"] = new JsonObject { [PullSecret.Label] = PullSecret.Name },
    };

    // An account that reads this one secret, whoever asks the store.
    private JsonArray LoginReader()
    {
        JsonObject Metadata() => new() { ["name"] = PullSecret.Name, ["namespace"] = Chart.Namespace };
        return
        [
            new JsonObject
            {
                ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = Metadata(), ["automountServiceAccountToken"] = false,
            },
            new JsonObject
            {
                ["apiVersion"] = $"{Rbac}/v1",
                ["kind"] = "Role",
                ["metadata"] = Metadata(),
                ["rules"] = new JsonArray(new JsonObject
                {
                    ["apiGroups"] = new JsonArray(""), ["resources"] = new JsonArray("secrets"),
                    ["resourceNames"] = new JsonArray(PullSecret.Name), ["verbs"] = new JsonArray("get"),
                }),
            },
            new JsonObject
            {
                ["apiVersion"] = $"{Rbac}/v1",
                ["kind"] = "RoleBinding",
                ["metadata"] = Metadata(),
                ["roleRef"] = new JsonObject { ["apiGroup"] = Rbac, ["kind"] = "Role", ["name"] = PullSecret.Name },
                ["subjects"] = new JsonArray(new JsonObject
                {
                    ["kind"] = "ServiceAccount", ["name"] = PullSecret.Name, ["namespace"] = Chart.Namespace,
                }),
            },
        ];
    }

    // Auth methods of the types kubernetes and jwt log in by the same request, with the token of an account.
    private JsonObject Vault(ClusterContext context)
    {
        var vault = context.Cluster.Vault
            ?? throw new InvalidOperationException($"{context.Cluster.Path} reads secrets from a Vault and names none.");
        var account = Account();
        account["audiences"] = new JsonArray(VaultAudience);
        var provider = new JsonObject
        {
            ["server"] = vault.Address,
            ["path"] = vault.SecretsMount,
            ["version"] = "v2",
            ["auth"] = new JsonObject
            {
                ["kubernetes"] = new JsonObject
                {
                    ["mountPath"] = context.VaultAuthMount, ["role"] = VaultRole, ["serviceAccountRef"] = account,
                },
            },
        };
        if (vault.Namespace is not null)
        {
            provider["namespace"] = vault.Namespace;
        }

        if (vault.CaCertificate is { } authority)
        {
            provider["caBundle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        }

        return new JsonObject { ["vault"] = provider };
    }

    private JsonObject Account() => new() { ["name"] = Reader, ["namespace"] = Chart.Namespace };
}
