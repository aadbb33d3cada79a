using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Catalogue.Prices;
using Infra.Facts.Clusters;
using Infra.Planning;
using Infra.Specification.Clusters;

namespace Infra.Reports.Costs;

/// <summary>What the resources of a plan are charged with, beside machines and control planes: what is rented by the hour, by its size or
/// by the piece. What costs by its use has a price, and no amount.</summary>
internal sealed class ChargedResources(ResourcePlan plan, CostAssumptions assumptions)
{
    private const decimal GiBOfTiB = 1024, DaysOfMonth = PriceList.HoursOfMonth / 24m;

    private static readonly string[] _parts = ["network", "storage", "keys", "logs"];

    private readonly Dictionary<string, PlannedResource> _providers = plan.Resources
        .Where(resource => resource.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal))
        .ToDictionary(resource => resource.Urn, StringComparer.Ordinal);

    /// <summary>The lines of a cluster; what is charged alike in a region is one of them.</summary>
    public IEnumerable<CostLine> Of(ClusterSpec cluster, IEnumerable<PlannedResource> resources) =>
        from resource in resources
        from charged in Charges(resource)
        group charged.Charge.Quantity
            by (charged.Part, charged.Charge.Item, Region: RegionOf(resource, cluster), charged.ByUse, charged.Once) into same
        let quantity = same.Key.ByUse ? 0 : same.Key.Once ? same.First() : same.Sum()
        orderby Array.IndexOf(_parts, same.Key.Part)
        select CostReport.Line(
            same.Key.Part, new(same.Key.Item, 1), same.Key.Region, quantity, quantity,
            same.Key.ByUse ? CostBasis.Usage : CostBasis.List);

    private IEnumerable<Charged> Charges(PlannedResource resource)
    {
        switch (resource.Type)
        {
            case "aws:ec2/natGateway:NatGateway":
            case "azure-native:network:NatGateway":
                yield return new("network", new(PriceItem.NatGateway, 1));
                yield return new("network", new(PriceItem.NatGatewayData, 1), ByUse: true);
                break;
            case "aws:ec2/eip:Eip":
            case "azure-native:network:PublicIPAddress":
                yield return new("network", new(PriceItem.PublicAddress, 1));
                break;
            case "aws:ec2/vpcEndpoint:VpcEndpoint" when (string?)resource.Inputs["vpcEndpointType"] == "Interface":
                yield return new("network", new(PriceItem.InterfaceEndpoint, (resource.Inputs["subnetIds"] as JsonArray)?.Count ?? 1));
                break;
            case "azure-native:network:PrivateEndpoint":
                yield return new("network", new(PriceItem.PrivateEndpoint, 1));
                break;
            case "aws:ec2transitgateway/vpcAttachment:VpcAttachment":
                yield return new("network", new(PriceItem.TransitGatewayAttachment, 1));
                break;
            case "aws:kms/key:Key":
                yield return new("keys", new(PriceItem.ManagedKey, 1));
                break;
            case "aws:efs/fileSystem:FileSystem":
                yield return new("storage", new(PriceItem.Efs, 1), ByUse: true);
                break;
            case "azure-native:storagecache:AmlFilesystem":
                yield return new("storage", AzureLustre(resource.Inputs));
                break;
            case "aws:cloudwatch/logGroup:LogGroup":
            case "azure-native:operationalinsights:Workspace":
                yield return new("logs", new(PriceItem.LogIngestion, assumptions.LogsGBPerDay * DaysOfMonth), Once: true);
                break;
            case "kubernetes:storage.k8s.io/v1:StorageClass" when (string?)resource.Inputs["provisioner"] == "fsx.csi.aws.com":
                var throughput = (string)resource.Inputs["parameters"]!["perUnitStorageThroughput"]!;
                yield return new(
                    "storage", new(PriceItem.FsxLustre(int.Parse(throughput, CultureInfo.InvariantCulture)), 1), ByUse: true);
                break;
            case var _ when (string?)resource.Inputs["kind"] == "Gateway"
                && ((string?)resource.Inputs["apiVersion"])?.StartsWith("gateway.networking.k8s.io/", StringComparison.Ordinal) == true:
                yield return new("network", new(PriceItem.LoadBalancer, 1));
                break;
        }
    }

    // The name of the tier ends with its throughput: AMLFS-Durable-Premium-250.
    private static Charge AzureLustre(JsonObject inputs) => new(
        PriceItem.AzureLustre(int.Parse(((string)inputs["sku"]!["name"]!).Split('-')[^1], CultureInfo.InvariantCulture)),
        GiBOfTiB * decimal.Parse(inputs["storageCapacityTiB"]!.ToJsonString(), CultureInfo.InvariantCulture));

    // Resources of Azure say where they are; those of AWS are where their provider is.
    private string RegionOf(PlannedResource resource, ClusterSpec cluster) =>
        (string?)resource.Inputs["location"]
        ?? (resource.Provider is { } urn && _providers.TryGetValue(urn, out var provider) ? (string?)provider.Inputs["region"] : null)
        ?? cluster.Region;

    private sealed record Charged(string Part, Charge Charge, bool ByUse = false, bool Once = false);
}
