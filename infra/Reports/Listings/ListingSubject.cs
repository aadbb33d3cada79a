using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.Catalogue;
using Infra.Catalogue.Prices;
using Infra.Catalogue.Versions;
using Infra.Findings;
using Infra.Reports.Reference;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Reading;

namespace Infra.Reports.Listings;

/// <summary>Something that the catalogue knows a table of.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Filters">The filters that make sense for it, by their names on the command line.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ListingSubject(
    string Name, ImmutableArray<string> Filters, Func<ListingFilter, IEnumerable<JsonObject>> Rows)
{
    /// <summary>All subjects.</summary>
    public static ImmutableArray<ListingSubject> All { get; } =
    [
        new("regions", ["--cloud"], Regions),
        new("machines", ["--cloud", "--region", "--gpu"], Machines),
        new("gpus", ["--cloud", "--region", "--gpu"], Gpus),
        new("versions", [], _ => Versions()),
        new("add-ons", [], _ => AddOns()),
        new("rules", [], _ => Rules()),
    ];

    /// <summary>The clouds by the names that filters use.</summary>
    public static ImmutableSortedDictionary<string, CloudProfile> Clouds { get; } =
        CloudProfile.All.ToImmutableSortedDictionary(cloud => cloud.Title.ToLowerInvariant(), cloud => cloud, StringComparer.Ordinal);

    /// <summary>The table of this subject.</summary>
    public Listing Of(ListingFilter filter) => new(this, [.. Rows(filter)]);

    private static IEnumerable<JsonObject> Regions(ListingFilter filter) =>
        from cloud in In(filter)
        from region in cloud.Value.Regions.Values
        select new JsonObject
        {
            ["region"] = region.Name,
            ["cloud"] = cloud.Key,
            ["country"] = region.Country,
            ["operator"] = region.Operator.Name,
            ["laws"] = JsonText.Texts(region.Operator.Jurisdictions),
            ["zones"] = JsonText.Texts(region.Zones),
            ["clusters"] = region.ControlPlaneInNetwork switch { true => "yes", false => "no", null => null },
        };

    // With a region, what it costs there; without, in the first region that has a price.
    private static IEnumerable<JsonObject> Machines(ListingFilter filter) =>
        from cloud in In(filter)
        from machine in cloud.Value.Machines.Values
        where IsSold(machine, filter)
        where filter.Gpu is null || machine.Gpu?.Id == filter.Gpu
        let regions = cloud.Value.Regions.Keys.Where(machine.IsSoldIn).ToList()
        let priced = regions.Where(region => filter.Region is null || region == filter.Region)
            .FirstOrDefault(region => PriceList.MonthlyPrice(machine.Name, region) is not null)
        select new JsonObject
        {
            ["machine"] = machine.Name,
            ["cloud"] = cloud.Key,
            ["vcpus"] = machine.Vcpus,
            ["memoryGiB"] = machine.MemoryGiB,
            ["architecture"] = Spelling.Of(machine.Architecture),
            ["gpus"] = Accelerators(machine),
            ["interconnect"] = machine.Interconnect == Interconnect.None ? null : Spelling.Of(machine.Interconnect),
            ["usdPerHour"] = priced is null ? null : PriceList.Of(priced, PriceItem.Machine(machine.Name))!.Amount,
            ["pricedIn"] = priced,
            ["regions"] = machine.Regions.IsEmpty ? JsonText.Texts(["all"]) : JsonText.Texts(regions),
        };

    private static IEnumerable<JsonObject> Gpus(ListingFilter filter) =>
        from model in GpuModels.All.Values
        where filter.Gpu is null || model.Id == filter.Gpu
        let machines = In(filter).SelectMany(cloud => cloud.Value.Machines.Values)
            .Where(machine => machine.Gpu == model && IsSold(machine, filter)).ToList()
        where machines.Count > 0 || filter is { Cloud: null, Region: null }
        select new JsonObject
        {
            ["gpu"] = model.Id,
            ["title"] = model.Title,
            ["memoryGB"] = model.MemoryGb,
            ["sharing"] = JsonText.Texts(RecordContract.Of(typeof(GpuSharing)).Cases
                .Where(mode => mode.Type != typeof(MigGpu) || !model.MigProfiles.IsEmpty).Select(mode => mode.Name)),
            ["migProfiles"] = JsonText.Texts(model.MigProfiles.Select(profile =>
                string.Create(CultureInfo.InvariantCulture, $"{profile.Name} x{profile.Count}"))),
            ["migFromDriver"] = model.LeastMigDriver > 0 ? model.LeastMigDriver : null,
            ["lastDriver"] = model.LastDriver,
            ["architecture"] = JsonText.Texts(machines.Select(machine => Spelling.Of(machine.Architecture)).Distinct()
                .Order(StringComparer.Ordinal)),
            ["machines"] = JsonText.Texts(machines.Select(machine => machine.Name)),
        };

    private static IEnumerable<JsonObject> Versions() =>
        from kind in RecordContract.Of(typeof(ClusterSpec)).Cases
        let facts = Facts.Clouds.Of((ClusterSpec)Activator.CreateInstance(kind.Type)!)
        from version in facts.Versions
        let end = SupportEnd.All[version]
        let standard = kind.Name == "eks" ? end.Managed : null
        select new JsonObject
        {
            ["kind"] = kind.Name,
            ["version"] = version,
            ["support"] = facts.Profile?.ExtendedVersions.Contains(version) == true ? "extended" : "standard",
            ["standardUntil"] = Day(standard),
            ["extendedUntil"] = Day(standard?.AddYears(1)),
            ["upstreamUntil"] = Day(end.Upstream),
        };

    private static IEnumerable<JsonObject> AddOns() =>
        from addOn in AddOnList.All.OrderBy(each => each.Key, StringComparer.Ordinal)
        select new JsonObject
        {
            ["addOn"] = addOn.Key,
            ["chart"] = addOn.Chart.Name,
            ["version"] = addOn.Chart.Version,
            ["namespace"] = addOn.Chart.Namespace,
            ["onByDefault"] = addOn.OnByDefaultText,
        };

    private static IEnumerable<JsonObject> Rules() =>
        from rule in RuleSection.All
        select new JsonObject { ["code"] = rule.Code, ["severity"] = rule.Severity, ["rule"] = rule.Title };

    private static IEnumerable<KeyValuePair<string, CloudProfile>> In(ListingFilter filter) => Clouds.Where(cloud =>
        (filter.Cloud is null || cloud.Key == filter.Cloud)
        && (filter.Region is null || cloud.Value.Regions.ContainsKey(filter.Region)));

    private static string? Accelerators(MachineType machine) =>
        machine.Gpu is { } gpu ? $"{machine.GpuCount} x {gpu.Id}"
        : machine.Neuron is { } neuron ? $"{machine.NeuronCount} x {neuron.Title}"
        : null;

    private static bool IsSold(MachineType machine, ListingFilter filter) => filter.Region is null || machine.IsSoldIn(filter.Region);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
