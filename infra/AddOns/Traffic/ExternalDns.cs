using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;

namespace Infra.AddOns.Traffic;

/// <summary>external-dns: writes the names of routes and Services under the domain of the cluster into its zone, and removes what it has
/// written when they go.</summary>
public sealed record ExternalDns : AddOn
{
    /// <inheritdoc/>
    public override string Key => "external-dns";

    /// <inheritdoc/>
    public override bool OnByDefault(CloudFacts cloud) => cloud.DnsZone is not null;

    /// <inheritdoc/>
    public override string OnByDefaultText => "EKS and AKS with `ingress.zone`";

    /// <inheritdoc/>
    public override string Highlights =>
        "names of routes of the gateway and of Services, under the domain of the cluster alone, in the one zone that its identity may " +
        "change; records of others are left alone";

    /// <inheritdoc/>
    public override Chart Chart => new("external-dns", "https://kubernetes-sigs.github.io/external-dns", "1.21.1", "external-dns");

    /// <inheritdoc/>
    public override ImmutableArray<ChartImage> Images =>
        [new("registry.k8s.io/external-dns/external-dns", "v0.21.0", "image.repository")];

    /// <inheritdoc/>
    public override ImmutableArray<PullSecretPath> PullSecrets => [new("imagePullSecrets")];

    /// <inheritdoc/>
    public override ImmutableArray<string> Monitors => ["serviceMonitor.enabled"];

    /// <inheritdoc/>
    public override ImmutableArray<Workload> Workloads =>
        [Workload.At("controller", WorkloadKind.Controller, "", new(20, 64, 256))];

    /// <inheritdoc/>
    public override IEnumerable<Type> After => [typeof(GatewayApi)];

    /// <inheritdoc/>
    public override string? Obstacle(CloudFacts cloud) => cloud.DnsZone is null
        ? "the cluster names no zone that it could write to: set ingress.zone, on EKS and AKS, or remove the add-on."
        : null;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> NamespaceLabels(ClusterContext context) => PodSecurity.Restricted;

    /// <inheritdoc/>
    public override IEnumerable<WorkloadIdentity> Identities(ClusterContext context) =>
        [new(Chart.Namespace, Chart.Name, Access.DnsRecords)];

    /// <inheritdoc/>
    public override IEnumerable<Flow> Traffic(ClusterContext context) => [Flow.ToApiServer, Flow.Scraped(7979)];

    /// <inheritdoc/>
    public override JsonObject Values(ClusterContext context)
    {
        var values = context.Cloud.DnsZone?.Values
            ?? throw new InvalidOperationException($"{context.Cluster.Path} has no DNS zone to write to.");
        values["provider"] = new JsonObject { ["name"] = context.Cloud.DnsZone.Provider };
        values["serviceAccount"] = new JsonObject { ["create"] = false, ["name"] = Chart.Name };
        values["podLabels"] = new JsonObject(
            context.Cloud.IdentityLabels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        values["sources"] = new JsonArray("gateway-httproute", "gateway-grpcroute", "service");
        values["gatewayNamespace"] = EnvoyGateway.Namespace;
        values["domainFilters"] = new JsonArray(context.Cluster.Ingress!.Domain);
        // Whoever has written a record says so in another, which must not have the name of a CNAME.
        values["txtOwnerId"] = ResourceNames.Cluster(context.Platform, context.Cluster);
        values["txtPrefix"] = "_owner.";
        values["policy"] = "sync";
        return values;
    }
}
