using System.Collections.Immutable;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Gpu;
using Infra.AddOns.Mesh;
using Infra.AddOns.Network;
using Infra.AddOns.Observability;
using Infra.AddOns.Portal;
using Infra.AddOns.Queues;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Serving;
using Infra.AddOns.Storage;
using Infra.AddOns.Traffic;
using Infra.Facts;
using Infra.Specification;

namespace Infra.AddOns;

/// <summary>All add-ons, in the order in which they are installed unless a requirement says otherwise.</summary>
public static class AddOnList
{
    /// <summary>One line for each add-on, with its default settings.</summary>
    public static ImmutableArray<AddOn> All { get; } =
    [
        new PrometheusOperatorCrds(),
        new KarpenterCrd(),
        new Karpenter(),
        new ClusterAutoscaler(),
        new EfaDevicePlugin(),
        new NeuronDevicePlugin(),
        new MetalLb(),
        new SnapshotController(),
        new RookCeph(),
        new RookCephDrivers(),
        new RookCephCluster(),
        new Longhorn(),
        new AzureLustre(),
        new Spegel(),
        new CertManager(),
        new TrustManager(),
        new ExternalSecrets(),
        new AwsLoadBalancerController(),
        new GatewayApi(),
        new EnvoyGatewayCrds(),
        new InferenceExtension(),
        new EnvoyAiGatewayCrds(),
        new EnvoyAiGateway(),
        new EnvoyGateway(),
        new ExternalDns(),
        new KubePrometheus(),
        new Loki(),
        new OpenTelemetry(),
        new Gatekeeper(),
        new Ratify(),
        new GpuOperator(),
        new DraDriver(),
        new NetworkOperator(),
        new OpenCost(),
        new Keda(),
        new KedaHttp(),
        new JobSet(),
        new LeaderWorkerSet(),
        new KubeRay(),
        new Kueue(),
        new KserveCrd(),
        new Kserve(),
        new KserveTemplates(),
        new AgentSandbox(),
        new IstioBase(),
        new Istio(),
        new IstioCni(),
        new IstioZtunnel(),
        new Velero(),
        new ArgoCd(),
        new ArgoCdCore(),
        new Backstage(),
    ];

    /// <summary>The add-ons in the form that the reader of a stack file needs.</summary>
    public static ImmutableArray<AddOnListing> Listings { get; } =
    [
        .. All.Select(addOn => new AddOnListing(
            addOn.Key,
            addOn.GetType(),
            (platform, cluster) => addOn.OnByDefault(Clouds.Context(platform, cluster)),
            (settings, cluster) => ((AddOn)settings).Obstacle(Clouds.Of(cluster)))),
    ];

    /// <summary>The name that a stack file uses for an add-on.</summary>
    public static string KeyOf(Type addOn) => All.FirstOrDefault(known => known.GetType() == addOn)?.Key ?? addOn.Name;
}
