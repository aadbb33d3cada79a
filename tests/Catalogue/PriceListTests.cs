using System.Globalization;
using Infra.Catalogue;
using Infra.Catalogue.Prices;

namespace Infra.Tests.Catalogue;

public sealed class PriceListTests
{
    // Clouds of other operators and of governments, whose lists are in no source or in another currency.
    private static readonly string[] _unlisted =
        ["chinaeast2", "chinanorth3", "cn-north-1", "cn-northwest-1", "eusc-de-east-1", "usgovarizona", "usgovvirginia"];

    // P5e is sold as capacity blocks alone; the others are in the catalogue, but in no price list of the region.
    private static readonly (string Machines, string[] Regions)[] _unpriced =
    [
        ("p5e.", ["eu-north-1", "eu-south-2", "eu-west-2", "us-east-1", "us-east-2", "us-west-2"]),
        ("trn2.", ["us-east-2"]), ("g5.", ["eu-west-3"]), ("g4dn.metal", ["us-gov-east-1"]),
        ("c7i.", ["eu-south-1"]), ("m6i.", ["eu-south-2"]), ("m7i.", ["eu-central-2"]), ("r7i.", ["eu-central-2"]),
        ("Standard_E", ["belgiumcentral"]),
    ];

    public static TheoryData<CloudProfile> Profiles => [AwsProfile.Profile, AzureProfile.Profile];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Prices_every_machine_in_every_region_that_offers_it_but_those_that_no_source_has(CloudProfile cloud) => Assert.Equal(
        from machine in cloud.Machines.Values
        from region in cloud.Regions.Values
        where region.ControlPlaneInNetwork != false && machine.IsSoldIn(region.Name)
        where _unlisted.Contains(region.Name) || _unpriced.Any(gap =>
            machine.Name.StartsWith(gap.Machines, StringComparison.Ordinal) && gap.Regions.Contains(region.Name))
        select $"{machine.Name} in {region.Name}",
        from machine in cloud.Machines.Values
        from region in cloud.Regions.Values
        where region.ControlPlaneInNetwork != false && machine.IsSoldIn(region.Name)
        where PriceList.MonthlyPrice(machine.Name, region.Name) is null
        select $"{machine.Name} in {region.Name}");

    [Fact]
    public void Prices_nothing_that_the_catalogue_does_not_know() => Assert.Empty(
        from price in PriceList.All
        let cloud = CloudProfile.All.FirstOrDefault(cloud => cloud.Regions.ContainsKey(price.Key.Region))
        let machine = cloud?.Machines.GetValueOrDefault(price.Key.Item)
        where (cloud is null && price.Key.Region != "public")
            || (machine is null && PriceItem.Services.All(item => item.Key != price.Key.Item))
            || machine?.IsSoldIn(price.Key.Region) == false
        select price.Key);

    [Fact]
    public void Has_a_price_of_everything_that_it_names() => Assert.Empty(
        from item in PriceItem.Services
        where PriceList.All.All(price => price.Key.Item != item.Key)
        select item.Key);

    [Fact]
    public void Says_of_every_price_where_and_when_it_was_read() => Assert.All(PriceList.All, price =>
    {
        Assert.InRange(price.Value.Amount, 0.00001m, 1000m);
        Assert.NotEmpty(price.Value.Source.Title);
        Assert.True(Uri.TryCreate(price.Value.Source.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps);
        Assert.InRange(price.Value.Source.Date, new DateOnly(2021, 1, 1), new DateOnly(2026, 12, 31));
    });

    // Sizes of a family cost in proportion to their processors in both clouds: a slip of a column would show.
    [Theory]
    [InlineData("eu-central-1", "m7i.large", "m7i.8xlarge")]
    [InlineData("eu-north-1", "c7i.large", "c7i.8xlarge")]
    [InlineData("us-gov-west-1", "r7i.large", "r7i.8xlarge")]
    [InlineData("swedencentral", "Standard_D2ds_v5", "Standard_D32ds_v5")]
    public void Prices_sizes_in_proportion(string region, string small, string large) =>
        Assert.Equal(PriceList.MonthlyPrice(small, region)!.Value * 16, PriceList.MonthlyPrice(large, region)!.Value, 1);

    [Theory]
    [InlineData("us-east-1", "m7i.large", "0.1008", "2026-07-20")]
    [InlineData("eu-central-1", "g6e.12xlarge", "13.12002", "2026-01-21")]
    [InlineData("eu-north-1", "m7i.xlarge", "0.2142", "2025-11-04")]
    [InlineData("swedencentral", "Standard_NC40ads_H100_v5", "9.074", "2026-06-18")]
    public void Has_the_price_of_an_hour(string region, string machine, string amount, string date)
    {
        var price = PriceList.Of(region, PriceItem.Machine(machine))!;
        Assert.Equal(amount, price.Amount.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(date, price.Source.Date.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(price.Amount * 730, PriceList.MonthlyPrice(machine, region));
    }

    [Fact]
    public void Has_one_price_for_a_cloud_whose_regions_share_it()
    {
        Assert.Equal(0.01m, PriceList.Of("swedencentral", PriceItem.PrivateEndpoint)!.Amount);
        Assert.Null(PriceList.Of("chinaeast2", PriceItem.PrivateEndpoint));
        Assert.Null(PriceList.Of("eu-central-1", PriceItem.PrivateEndpoint));
    }

    [Fact]
    public void Guesses_no_price()
    {
        Assert.Null(PriceList.MonthlyPrice("p5e.48xlarge", "eu-north-1"));
        Assert.Null(PriceList.MonthlyPrice("m7i.large", "atlantis"));
        Assert.Null(PriceList.MonthlyPrice("x1.unknown", "eu-central-1"));
    }

    // The tiers of premium SSDs (https://learn.microsoft.com/azure/virtual-machines/disks-types#premium-ssds).
    [Theory]
    [InlineData(30, "premium-disk-p10")]
    [InlineData(128, "premium-disk-p10")]
    [InlineData(200, "premium-disk-p15")]
    [InlineData(2048, "premium-disk-p40")]
    [InlineData(2049, null)]
    public void Takes_the_smallest_disk_that_is_large_enough(int gib, string? key) => Assert.Equal(key, PriceItem.PremiumDisk(gib)?.Key);
}
