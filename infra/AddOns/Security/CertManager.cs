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

    /// <summary>Account for certificates of a public authority; absent: only the cluster's own authority.</summary>
    public AcmeSpec? Acme { get; init; }

    /// <summary>Validity in years of the root certificate of the cluster's own authority; cert-manager renews it after two thirds of that
    /// time.</summary>
    /// <value>10</value>
    public int RootYears { get; init; } = 10;

    /// <inheritdoc/>
    public override string Key => "cert-manager";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => true;

    /// <inheritdoc/>
    internal override Chart Chart => new("cert-manager", "https://charts.jetstack.io", "v1.21.1", "cert-manager");

    /// <inheritdoc/>
    internal override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    internal override JsonObject Values(ClusterContext context)
    {
        var sizing = context.Sizing;
        var values = Component(context, "controller", sizing.Replicas, sizing.Resources(50, 128, 512));
        values["crds"] = new JsonObject { ["enabled"] = true, ["keep"] = true };
        // These two keys redirect all five images, including the solver that the controller starts.
        values["imageRegistry"] = Mirror.Registry(context.Platform, "quay.io");
        values["imageNamespace"] = "jetstack";
        values["global"] = new JsonObject
        {
            ["priorityClassName"] = Placement.ClusterCritical,
            // Not kube-system, the default, so that the controller needs no permissions there.
            ["leaderElection"] = new JsonObject { ["namespace"] = Chart.Namespace },
        };
        values["webhook"] = Component(context, "webhook", sizing.WebhookReplicas, sizing.Resources(50, 64, 256));
        // With the default of 30 s, a webhook that does not answer outlasts the timeouts of the API server's own clients.
        values["webhook"]!["timeoutSeconds"] = 10;
        values["cainjector"] = Component(context, "cainjector", sizing.Replicas, sizing.Resources(50, 128, 512));
        values["startupapicheck"] = new JsonObject
        {
            ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
            ["tolerations"] = Placement.Tolerations(context.Cloud),
            ["resources"] = sizing.Resources(10, 32, 64),
        };
        return values;
    }

    /// <inheritdoc/>
    internal override IEnumerable<JsonObject> Manifests(ClusterContext context)
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

    private static JsonObject Component(ClusterContext context, string component, int replicas, JsonObject resources) => new()
    {
        ["replicaCount"] = replicas,
        ["podDisruptionBudget"] = new JsonObject { ["enabled"] = replicas > 1 },
        ["nodeSelector"] = Placement.NodeSelector(context.Cloud),
        ["tolerations"] = Placement.Tolerations(context.Cloud),
        ["topologySpreadConstraints"] = Placement.Spread(context.Cloud, "app.kubernetes.io/component", component),
        ["resources"] = resources,
    };

    private static JsonObject Issuer(string name, JsonObject spec) => KubernetesObject.Of("cert-manager.io/v1", "ClusterIssuer", name, spec);
}
