using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Reports;
using Infra.Reports.Costs;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Tests.Rules;
using Infra.Tests.Stacks;

namespace Infra.Tests.Reports.Costs;

public sealed class CostReportTests
{
    private const string Platform = "urn:pulumi:test::ai-platform::infra:index:ClusterPlatform::";

    private static readonly Lazy<Task<PlatformPlan>> _prod = new(() => OwnStacks.PlanAsync("prod"));

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Says_of_every_line_where_its_price_is_from_or_why_it_has_none(string stack)
    {
        var report = CostReport.Of(await OwnStacks.PlanAsync(stack), new());
        Assert.NotEmpty(report.Clusters);
        Assert.All(report.Clusters.SelectMany(cluster => cluster.Lines), line =>
        {
            Assert.Equal(line.Basis is CostBasis.Unknown, line.UnitPrice is null);
            Assert.Equal(line.Basis is CostBasis.Unknown or CostBasis.Stack, line.Source is null);
            Assert.Equal(line.Basis is CostBasis.Unknown or CostBasis.Stack, line.Note is not null);
            Assert.True(line.Min <= line.Max);
            Assert.True(line.Counts || line.MonthlyMax == 0);
            Assert.True(line.Source is null || report.Sources.Contains(line.Source));
        });
    }

    [Fact]
    public async Task Counts_what_a_cluster_of_each_cloud_rents()
    {
        var report = CostReport.Of(await _prod.Value, new());
        Assert.Equal(
            [
                "control plane, EKS cluster: 1-1", "system, m7i.xlarge: 3-6", "system, gp3 storage: 300-600",
                "inference, g6e.12xlarge: 0-6", "inference, gp3 storage: 0-1224", "inference, gp3 IOPS above 3,000: 0-78000",
                "inference, gp3 MiB/s above 125: 0-5250", "training, p5.48xlarge: 0-4", "training, gp3 storage: 0-2000",
                "training, gp3 IOPS above 3,000: 0-52000", "training, gp3 MiB/s above 125: 0-3500", "network, load balancer: 1-1",
                "network, interface endpoint, per zone: 48-48", "network, transit gateway attachment: 1-1", "storage, EFS storage: 0-0",
                "keys, customer-managed key: 1-1", "keys, customer-managed key: 5-5", "logs, logs taken in: 304.17-304.17",
            ],
            Lines(report, "stockholm"));
        Assert.Equal(
            [
                "control plane, AKS cluster, standard tier: 1-1", "system, Standard_D4ds_v5: 3-6", "general, Standard_D8ds_v5: 1-10",
                "general, premium SSD P15, 256 GiB: 1-10", "inference, Standard_NC40ads_H100_v5: 0-6",
                "inference, premium SSD P15, 256 GiB: 0-6", "training, Standard_ND96isr_H100_v5: 0-2",
                "training, premium SSD P15, 256 GiB: 0-2", "network, load balancer: 1-1", "network, private endpoint: 9-9",
                "storage, Azure Managed Lustre, 250 MB/s per TiB: 16384-16384", "logs, logs taken in: 304.17-304.17",
            ],
            Lines(report, "sweden"));
        Assert.Equal(["gpu, own host: 4-4", "general, own host: 6-6"], Lines(report, "berlin"));
    }

    // By hand: 3 x 0.2415 x 730 hours; 16,384 GiB x 0.000373 x 730 hours.
    [Theory]
    [InlineData("frankfurt", "system", "m7i.xlarge", "528.885", "1057.77")]
    [InlineData("sweden", "storage", "amlfs-250", "4461.19936", "4461.19936")]
    [InlineData("frankfurt", "general", "gp3-iops", "78", "780")]
    public async Task Multiplies_hours_and_pieces(string cluster, string part, string item, string min, string max)
    {
        var line = Cluster(CostReport.Of(await _prod.Value, new()), cluster).Lines
            .Single(line => line.Part == part && line.Item.Key == item);
        Assert.Equal(decimal.Parse(min, CultureInfo.InvariantCulture), line.MonthlyMin);
        Assert.Equal(decimal.Parse(max, CultureInfo.InvariantCulture), line.MonthlyMax);
    }

    [Fact]
    public async Task Takes_the_region_of_a_resource_and_not_that_of_its_cluster()
    {
        var keys = Cluster(CostReport.Of(await _prod.Value, new()), "frankfurt").Lines.Where(line => line.Part == "keys");
        Assert.Equal(["eu-central-1", "eu-west-1"], keys.Select(line => line.Region).Order());
    }

    [Fact]
    public void Leaves_what_is_unknown_out_of_every_sum()
    {
        var cost = Of(Fleets.OnPrem with { Pools = [Fleets.OnPremPool] });
        Assert.Equal((0, 0, 1), (cost.Min, cost.Max, cost.Unknown.Count()));
        Assert.Equal("give clusters[0].pools[0].nodeMonthlyCents", Assert.Single(cost.Lines).Note);
    }

    [Fact]
    public void Takes_the_price_of_a_node_that_the_stack_gives()
    {
        var own = Of(Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Nodes = 4, NodeMonthlyCents = 123_450 }] });
        Assert.Equal((4938m, 4938m), (own.Min, own.Max));
        Assert.Equal(CostBasis.Stack, Assert.Single(own.Lines).Basis);
        Assert.Equal("clusters[0].pools[0].nodeMonthlyCents", own.Lines[0].Note);

        // Disks included.
        var agreed = Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Min = 1, Max = 2, NodeMonthlyCents = 100_000 }] });
        var line = Assert.Single(agreed.Lines, line => line.Part == Fleets.EksPool.Name);
        Assert.Equal((CostBasis.Stack, 1000m, 2000m), (line.Basis, line.MonthlyMin, line.MonthlyMax));
        Assert.Equal(Fleets.EksPool.Machine, line.Item.Title);
    }

    [Theory]
    [InlineData(Capacity.OnDemand, CostBasis.List)]
    [InlineData(Capacity.Spot, CostBasis.Spot)]
    [InlineData(Capacity.Reserved, CostBasis.Reserved)]
    [InlineData(Capacity.CapacityBlock, CostBasis.Unknown)]
    public void Says_what_the_way_of_buying_makes_of_the_price(Capacity capacity, CostBasis basis)
    {
        var cost = Of(Fleets.Eks with { Pools = [Fleets.EksPool with { Capacity = capacity, Max = 2 }] });
        Assert.Equal(basis, Assert.Single(cost.Lines, line => line.Item.Key == Fleets.EksPool.Machine).Basis);
    }

    [Theory]
    [InlineData("1.33", EksSupport.Extended, "0.1 0.5")]
    [InlineData("1.35", EksSupport.Extended, "0.1")]
    [InlineData("1.33", EksSupport.Standard, "0.1")]
    public void Charges_extended_support_of_a_version_that_needs_it(string version, EksSupport support, string prices) => Assert.Equal(
        prices, Prices(Of(Fleets.Eks with { Version = version, Support = support }), "control plane"));

    [Theory]
    [InlineData(AksTier.Free, "")]
    [InlineData(AksTier.Standard, "0.1")]
    [InlineData(AksTier.Premium, "0.6")]
    public void Charges_the_tier_of_a_control_plane(AksTier tier, string prices) => Assert.Equal(
        prices, Prices(Of(Fleets.Aks with { Region = "germanywestcentral", Tier = tier }), "control plane"));

    [Theory]
    [InlineData(OsDisk.Managed, Provisioner.Managed, 200, "premium-disk-p15")]
    [InlineData(OsDisk.Ephemeral, Provisioner.Managed, 100, "")]
    [InlineData(OsDisk.Managed, Provisioner.Karpenter, 100, "")]
    [InlineData(OsDisk.Managed, Provisioner.Karpenter, 1000, "premium-disk-p30")]
    public void Charges_a_disk_that_is_not_on_the_host(OsDisk disk, Provisioner provisioner, int gib, string key)
    {
        var pool = Fleets.AksPool with
        {
            Machine = "Standard_D8ds_v5", OsDisk = disk, Provisioner = provisioner, DiskGiB = gib, Gpu = null,
        };
        var lines = Of(Fleets.Aks with { Pools = [pool] }).Lines.Where(line => line.Part == pool.Name && line.Item.Key != pool.Machine);
        Assert.Equal(key, string.Join(" ", lines.Select(line => line.Item.Key)));
    }

    [Fact]
    public async Task Counts_logs_by_what_it_is_told_and_once_for_a_cluster()
    {
        var plan = await OwnStacks.PlanAsync("prod");
        decimal Logs(decimal perDay) =>
            Assert.Single(Cluster(CostReport.Of(plan, new(perDay)), "frankfurt").Lines, line => line.Part == "logs").MonthlyMax;
        Assert.Equal(0, Logs(0));
        Assert.Equal(0.63m * 24 * 730 / 24, Logs(24), 6);
        Assert.Equal(2 * Logs(7), Logs(14), 6);
    }

    [Fact]
    public async Task Counts_what_idle_GPUs_cost_where_it_is_told_how_much_they_work()
    {
        var plan = await _prod.Value;
        Assert.All(CostReport.Of(plan, new()).Clusters, cluster => Assert.Null(cluster.Idle(new())));

        var assumptions = new CostAssumptions(GpuUtilisation: 0.4m);
        var frankfurt = Cluster(CostReport.Of(plan, assumptions), "frankfurt");
        var machines = (12 * 13.12002m + 8 * 5.75429m) * 730;
        Assert.Equal((0m, machines), frankfurt.Gpus);
        Assert.Equal((0m, machines * 0.6m), frankfurt.Idle(assumptions));
    }

    [Fact]
    public void Counts_each_thing_that_a_plan_rents()
    {
        var cost = Of(
            Fleets.Eks,
            Resource("aws:ec2/natGateway:NatGateway"), Resource("aws:ec2/eip:Eip"),
            Resource("aws:ec2/vpcEndpoint:VpcEndpoint", ("vpcEndpointType", "Gateway")),
            Resource("aws:ec2/vpcEndpoint:VpcEndpoint", ("vpcEndpointType", "Interface"), ("subnetIds", new JsonArray("a", "b"))),
            Resource("aws:ec2/vpcEndpoint:VpcEndpoint", ("vpcEndpointType", "Interface"), ("subnetIds", new JsonArray("a"))),
            Resource("aws:efs/fileSystem:FileSystem"), Resource("aws:cloudwatch/logGroup:LogGroup"),
            Resource("kubernetes:storage.k8s.io/v1:StorageClass", ("provisioner", "ebs.csi.aws.com")),
            Resource(
                "kubernetes:storage.k8s.io/v1:StorageClass",
                ("provisioner", "fsx.csi.aws.com"), ("parameters", new JsonObject { ["perUnitStorageThroughput"] = "500" })),
            Resource("kubernetes:core/v1:Service", ("kind", "Service"), ("apiVersion", "v1")));
        Assert.Equal(
            [
                "network, NAT gateway: 1-1", "network, data through NAT gateways: 0-0", "network, public IPv4 address: 1-1",
                "network, interface endpoint, per zone: 3-3", "storage, EFS storage: 0-0",
                "storage, FSx for Lustre, 500 MB/s per TiB: 0-0", "logs, logs taken in: 304.17-304.17",
            ],
            cost.Lines.Where(line => line.Part is "network" or "storage" or "logs").Select(Text));
        Assert.Equal(
            ["data through NAT gateways", "EFS storage", "FSx for Lustre, 500 MB/s per TiB"],
            cost.Lines.Where(line => line.Basis == CostBasis.Usage).Select(line => line.Item.Title));
    }

    [Fact]
    public void Counts_nothing_of_a_plan_on_a_site() => Assert.Empty(Of(
        Fleets.OnPrem with { Pools = [] },
        Resource("kubernetes:gateway/v1:Gateway", ("kind", "Gateway"), ("apiVersion", "gateway.networking.k8s.io/v1"))).Lines);

    [Fact]
    public void Has_no_clusters_without_a_plan() =>
        Assert.Empty(CostReport.Of(new PlatformPlan(null, "ai-platform", "test", [], []), new()).Clusters);

    private static ClusterCost Cluster(CostReport report, string name) => report.Clusters.Single(cluster => cluster.Cluster.Name == name);

    private static IEnumerable<string> Lines(CostReport report, string cluster) => Cluster(report, cluster).Lines.Select(Text);

    private static string Text(CostLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Part}, {line.Item.Title}: {line.Min:0.##}-{line.Max:0.##}");

    private static string Prices(ClusterCost cost, string part) => string.Join(
        " ", cost.Lines.Where(line => line.Part == part).Select(line => line.UnitPrice!.Value.ToString(CultureInfo.InvariantCulture)));

    private static ClusterCost Of(ClusterSpec cluster, params PlannedResource[] resources)
    {
        var platform = Fleets.Of(cluster);
        var owner = new PlannedResource(
            Platform + cluster.Name, "infra:index:ClusterPlatform", cluster.Name, null, null, [], false, []);
        ImmutableArray<PlannedResource> all =
            [owner, .. resources.Index().Select(each => each.Item with { Urn = $"{each.Item.Urn}{each.Index}", Parent = owner.Urn })];
        return Assert.Single(CostReport.Of(new PlatformPlan(platform, "ai-platform", "test", all, []), new()).Clusters);
    }

    private static PlannedResource Resource(string type, params (string Name, JsonNode Value)[] inputs) => new(
        $"urn:pulumi:test::ai-platform::{type}::", type, "thing", null, null, [], false,
        new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Value))));
}
