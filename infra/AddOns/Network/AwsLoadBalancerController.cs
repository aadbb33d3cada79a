using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Specification;

namespace Infra.AddOns.Network;

/// <summary>AWS Load Balancer Controller: network load balancers for Services of its class, and application load balancers for Ingresses,
/// straight to the addresses of pods. EKS' own controller would make classic ones, through a port of every node.</summary>
public sealed record AwsLoadBalancerController : AddOn
{
    // The class by which a Service asks for it. A webhook that gives it to every Service would have to answer before any can be made.
    private const string Class = "service.k8s.aws/nlb";

    /// <inheritdoc/>
    public override string Key => "aws-load-balancer-controller";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.LacksBalancerController;

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS";

    /// <inheritdoc/>
    public override string Highlights =>
        $"load balancers for Services of the class `{Class}` and Ingresses of the class `alb`, internal unless they ask for the " +
        "internet; no webhook that pods, Services or Ingresses of others wait for; WAF and Shield off";

    /// <inheritdoc/>
    public override Chart Chart => new("aws-load-balancer-controller", "https://aws.github.io/eks-charts", "3.5.0", "kube-system");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
    [
        new("public.ecr.aws/eks/aws-load-balancer-controller", "v3.5.0", "image.repository"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
    [
        Workload.At("controller", WorkloadKind.Controller, "", new(100, 128, 512)) with
        {
            Replicas = "replicaCount",
            Budget = new("podDisruptionBudget", BudgetForm.Maximum),
            Spread = new("topologySpreadConstraints", "app.kubernetes.io/name", "aws-load-balancer-controller"),
        },
    ];

    /// <inheritdoc/>
    /// <remarks>cert-manager issues the certificate of its webhooks; the chart would make a new one at every upgrade.</remarks>
    public override IEnumerable<Type> Requires => [typeof(CertManager)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) =>
        cloud.LacksBalancerController ? null : "it makes load balancers of AWS; remove the add-on here.";

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        [new(Chart.Namespace, Chart.Name, Access.LoadBalancers)];

    /// <inheritdoc/>
    /// <remarks>Pods get nothing from the metadata service of their node, which would tell region and VPC.</remarks>
    public override JsonObject Values(ClusterContext context)
    {
        var cluster = context.Cluster;
        var values = new JsonObject
        {
            ["clusterName"] = ResourceNames.Cluster(context.Platform, cluster),
            ["region"] = cluster.Region,
            ["serviceAccount"] = new JsonObject { ["create"] = false, ["name"] = Chart.Name },
            ["enableServiceMutatorWebhook"] = false,
            // Every Ingress waits for it otherwise, whatever its class.
            ["webhookConfig"] = new JsonObject { ["ingressValdationFailurePolicy"] = "Ignore" },
            ["enableCertManager"] = true,
            ["defaultTargetType"] = "ip",
            ["enableShield"] = false,
            ["enableWaf"] = false,
            ["enableWafv2"] = false,
            // Envoy Gateway serves the gateways of the cluster.
            ["controllerConfig"] = new JsonObject
            {
                ["featureGates"] = new JsonObject { ["ALBGatewayAPI"] = false, ["NLBGatewayAPI"] = false },
            },
        };
        if (cluster.SharedNetwork is { } vpc)
        {
            values["vpcId"] = vpc;
        }
        else
        {
            // The name of the VPC that the platform makes.
            values["vpcTags"] = new JsonObject { ["Name"] = ResourceNames.Cluster(context.Platform, cluster) };
        }

        if (context.Platform.Sovereignty.Endpoints == EndpointAccess.Private)
        {
            // What stands in the parameters of a class no Ingress can change.
            values["ingressClassParams"] = new JsonObject { ["spec"] = new JsonObject { ["scheme"] = "internal" } };
        }

        return values;
    }

    /// <summary>What a Service of the platform says beside its type, so that this controller makes its load balancer.</summary>
    /// <param name="access">Who reaches it.</param>
    internal static (string Class, IEnumerable<KeyValuePair<string, string>> Annotations) Service(EndpointAccess access) => (Class,
    [
        new("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip"),
        .. access == EndpointAccess.Public
            ? [new("service.beta.kubernetes.io/aws-load-balancer-scheme", "internet-facing")]
            : Array.Empty<KeyValuePair<string, string>>(),
    ]);
}
