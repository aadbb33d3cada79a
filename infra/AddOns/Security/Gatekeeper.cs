using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification.Clusters;

namespace Infra.AddOns.Security;

/// <summary>OPA Gatekeeper with the platform's admission policies, and the policies that the API server evaluates itself. It fails closed
/// for workload pods and claims and, where it has several replicas, for the labels of namespaces: nothing that the cluster or the platform
/// itself needs to start depends on it (gatekeeper#2228, #786).</summary>
public sealed record Gatekeeper : AddOn
{
    /// <summary>Seconds in which it has to answer the API server.</summary>
    internal const int WebhookSeconds = 5;

    private const string Label = "app";

    /// <summary>Registries, as host with or without a path, from which workload images may come. If the specification names a mirror, only
    /// the mirror counts.</summary>
    /// <value>docker.io, ghcr.io, mcr.microsoft.com, nvcr.io, public.ecr.aws, quay.io, registry.k8s.io</value>
    public ImmutableArray<string> AllowedRegistries { get; init; } = Registries.Public;

    /// <summary>Namespaces to which no policy applies, in addition to those of the cluster and of the platform.</summary>
    public ImmutableArray<string> ExemptNamespaces { get; init; } = [];

    /// <summary>What happens to an object that violates any policy.</summary>
    /// <value>the default of each policy</value>
    public PolicyEnforcement? Enforcement { get; init; }

    /// <summary>Modes and exemptions of single policies, by their names.</summary>
    /// <value>none</value>
    public ImmutableSortedDictionary<string, PolicySettings> Policies { get; init; } =
        ImmutableSortedDictionary<string, PolicySettings>.Empty;

    /// <summary>Repositories, or folders of them, with the images that a container with a GPU may run: those that a pipeline builds on an
    /// approved base. Only then the policy <c>gpu-images</c> is installed.</summary>
    public ImmutableArray<string> GpuRepositories { get; init; } = [];

    /// <summary>Where data may be, by the classes with which namespaces are labelled. Only then the policy <c>data-residency</c> is
    /// installed.</summary>
    /// <value>none</value>
    public ImmutableSortedDictionary<string, DataClassSpec> DataClasses { get; init; } =
        ImmutableSortedDictionary<string, DataClassSpec>.Empty;

    /// <inheritdoc/>
    public override string Key => "gatekeeper";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => true;

    /// <inheritdoc/>
    public override string OnByDefaultText => "every cluster";

    /// <inheritdoc/>
    public override string Highlights =>
        "the admission policies, which fail closed for workload pods ([policies](policies.md))";

    /// <inheritdoc/>
    public override Chart Chart =>
        new("gatekeeper", "https://open-policy-agent.github.io/gatekeeper/charts", "3.23.0", "gatekeeper-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("docker.io/openpolicyagent/gatekeeper", "v3.23.0", "image.repository"),
        new("docker.io/openpolicyagent/gatekeeper-crds", "v3.23.0", "image.crdRepository"),
        new("docker.io/openpolicyagent/gatekeeper-crds", "v3.23.0", "preInstall.crdRepository.image.repository"),
        new("docker.io/openpolicyagent/gatekeeper-crds", "v3.23.0", "postInstall.labelNamespace.image.repository"),
        new("docker.io/openpolicyagent/gatekeeper-crds", "v3.23.0", "postUpgrade.labelNamespace.image.repository"),
        new("docker.io/openpolicyagent/gatekeeper-crds", "v3.23.0", "preUninstall.deleteWebhookConfigurations.image.repository"),
        new("docker.io/curlimages/curl", "8.20.0", "postInstall.probeWebhook.image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets =>
    [
        new("image.pullSecrets"),
        new("postInstall.labelNamespace.image.pullSecrets"),
        new("postInstall.probeWebhook.image.pullSecrets"),
        new("postUpgrade.labelNamespace.image.pullSecrets"),
        new("preUninstall.deleteWebhookConfigurations.image.pullSecrets"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("webhook", WorkloadKind.Webhook, "controllerManager", new(200, 512, 1024)) with
        {
            Replicas = "replicas",
            Budget = new("pdb.controllerManager", BudgetForm.Minimum),
            Spread = new("controllerManager.topologySpreadConstraints", "gatekeeper.sh/operation", "webhook"),
        },
        Workload.At("audit", WorkloadKind.Controller, "audit", new(200, 512, 2048)),
        Workload.At("CRDs", WorkloadKind.Controller, "crds", new(50, 64, 256)) with { Priority = "upgradeCRDs.priorityClassName" },
    ];

    /// <inheritdoc/>
    /// <remarks>The names become values of a label selector, in which the API server takes no wildcard.</remarks>
    public override IEnumerable<Mistake> Mistakes(ClusterContext context)
    {
        foreach (var mistake in SettingForms.Namespaces("exemptNamespaces", ExemptNamespaces))
        {
            yield return mistake;
        }

        foreach (var (member, registry) in AllowedRegistries.Select(registry => ("allowedRegistries", registry))
            .Concat(GpuRepositories.Select(repository => ("gpuRepositories", repository)))
            .Where(named => !SettingForms.IsRegistry(named.Item2)))
        {
            yield return new(
                member,
                $"\"{registry}\" is not a registry. Allowed: a host with an optional port and path, in lower case and without a scheme, " +
                "such as quay.io/acme.");
        }

        foreach (var mistake in PolicyMistakes.Of(this))
        {
            yield return mistake;
        }
    }

    // The first label is the chart's own, which its hook job would set; here the namespace has it from the start.
    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) =>
        [new("admission.gatekeeper.sh/ignore", "no-self-managing"), .. PodSecurity.Restricted];

    /// <inheritdoc/>
    /// <remarks>Ratify is in the same namespace.</remarks>
    public override IEnumerable<Flow> Traffic(ClusterContext context) =>
    [
        Flow.ToApiServer.Of(Label, Chart.Name),
        Flow.FromApiServer(8443).Of(Label, Chart.Name),
        Flow.Scraped(8888).Of(Label, Chart.Name),
        .. Of(context.Cluster).OfType<Ratify>().Select(_ => Ratify.FromGatekeeper.Of(Label, Chart.Name)),
    ];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var values = new JsonObject
        {
            // Two jobs less at every installation: the namespace is labelled already, and the release waits for the deployment anyway.
            ["postInstall"] = new JsonObject { ["labelNamespace"] = Off(), ["probeWebhook"] = Off() },
            ["postUpgrade"] = new JsonObject { ["labelNamespace"] = Off() },
            // Off because the chart's role binding for the job has no subject name. The webhook goes with the release, and nothing that the
            // release needs to go ever waits for it.
            ["preUninstall"] = new JsonObject { ["deleteWebhookConfigurations"] = Off() },
            ["upgradeCRDs"] = new JsonObject { ["enabled"] = true },
            ["disableMutation"] = true,
            // What image-signatures asks Ratify by. It is on without it as well: otherwise Gatekeeper's certificate would not be one that
            // shows who asks, and not be renewed when this is turned on (ValidCert in pkg/rotator of open-policy-agent/cert-controller).
            ["enableExternalData"] = true,
            ["validatingWebhookFailurePolicy"] = "Fail",
            // The second webhook keeps a namespace from exempting itself by a label (admission.gatekeeper.sh/ignore). It is called for
            // every namespace, so a single replica that restarts would keep all others from being created and changed: where there is but
            // one, the webhook is skipped for that long.
            ["validatingWebhookCheckIgnoreFailurePolicy"] = context.Cloud.HighlyAvailable ? "Fail" : "Ignore",
            ["validatingWebhookTimeoutSeconds"] = WebhookSeconds,
            // By the label that the API server sets itself, so that nobody can exempt a namespace by adding a label.
            ["validatingWebhookExemptNamespacesLabels"] =
                new JsonObject { ["kubernetes.io/metadata.name"] = KubernetesObject.Texts(Exempt(context)) },
            ["validatingWebhookCustomRules"] = WebhookRules(),
            ["auditInterval"] = 120,
            ["constraintViolationsLimit"] = 50,
            ["logDenies"] = true,
        };
        if (context.Cluster.IsOpenShift)
        {
            values["validatingWebhookMatchConditions"] = new JsonArray(new JsonObject
            {
                ["name"] = "not-openshift",
                ["expression"] = "!has(request.namespace) || !request.namespace.startsWith('openshift-')",
            });
        }

        return values;
    }

    /// <inheritdoc/>
    public override IEnumerable<JsonObject> Manifests(ClusterContext context)
    {
        foreach (var native in PolicyObjects.InApiServer(this, context))
        {
            yield return native;
        }

        // The webhook never sees these namespaces; this keeps the audit out of them as well.
        yield return KubernetesObject.Of("config.gatekeeper.sh/v1alpha1", "Config", "config", new JsonObject
        {
            ["match"] = new JsonArray(new JsonObject
            {
                ["excludedNamespaces"] = KubernetesObject.Texts([.. Exempt(context), .. Wildcards(context.Cluster)]),
                ["processes"] = new JsonArray("*"),
            }),
        }, Chart.Namespace);
        yield return KubernetesObject.Of("syncset.gatekeeper.sh/v1alpha1", "SyncSet", "platform-policies", new JsonObject
        {
            ["gvks"] = new JsonArray(new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "ResourceQuota" }),
        });
        foreach (var manifest in PolicyObjects.InGatekeeper(this, context))
        {
            yield return manifest;
        }

        // The chart has no monitor.
        foreach (var monitor in KubernetesObject.PodMonitor(context, "gatekeeper", Chart.Namespace, "gatekeeper.sh/system", "yes"))
        {
            yield return monitor;
        }
    }

    /// <summary>Namespaces to which no policy applies: those of Kubernetes, of every add-on of the cluster and of its cloud, of the
    /// platform itself with the drill that proves its backups, and those that the stack names.</summary>
    internal IEnumerable<string> Exempt(ClusterContext context) =>
        Namespaces(context).Append(Chart.Namespace)
            .Concat(AddOn.Of(context.Cluster).Any(addOn => addOn is Velero) ? [Drill.Canary, Drill.Scratch] : [])
            .Concat(ExemptNamespaces)
            .Distinct().Order(StringComparer.Ordinal);

    /// <summary>The registries from which workload images come: the mirror where the stack names one, and that from which the nodes of an
    /// AKS cluster may pull.</summary>
    internal IEnumerable<string> RegistriesOf(ClusterContext context)
    {
        IEnumerable<string> registries = context.Platform.Sovereignty.Registry is { } mirror ? [mirror] : AllowedRegistries;
        return context.Cloud.OwnRegistry is { } own ? registries.Append(own) : registries;
    }

    /// <summary>What the stack says of a policy.</summary>
    internal PolicySettings Settings(AdmissionPolicy policy) => Policies.GetValueOrDefault(policy.Name, _unsaid);

    private static readonly PolicySettings _unsaid = new();

    private static IEnumerable<string> Wildcards(ClusterSpec cluster) =>
        cluster.IsOpenShift ? ["openshift-*"] : [];

    // Pods, claims of devices, and Gatekeeper's own objects, which it validates: a webhook that fails closed on nodes or leases would keep
    // a cluster from recovering. Policies for other kinds are evaluated by the API server. A claim is looked at when it is made and never
    // again.
    private static JsonArray WebhookRules() =>
    [
        Rule([""], "v1", ["CREATE", "UPDATE"], ["pods", "pods/ephemeralcontainers"]),
        Rule(["resource.k8s.io"], "*", ["CREATE"], ["resourceclaims", "resourceclaimtemplates"]),
        Rule(
            ["config.gatekeeper.sh", "constraints.gatekeeper.sh", "syncset.gatekeeper.sh", "templates.gatekeeper.sh"], "*",
            ["CREATE", "UPDATE"], ["*"]),
    ];

    private static JsonObject Rule(
        IEnumerable<string> groups, string version, IEnumerable<string> operations, IEnumerable<string> resources) =>
        new()
        {
            ["apiGroups"] = KubernetesObject.Texts(groups),
            ["apiVersions"] = new JsonArray(version),
            ["operations"] = KubernetesObject.Texts(operations),
            ["resources"] = KubernetesObject.Texts(resources),
        };

    private static JsonObject Off() => new() { ["enabled"] = false };
}
