using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Infra.Catalogue.Prices;

/// <summary>List prices of the clouds in US dollars, each with its source and date, from <c>prices.json</c> beside this file, which
/// <c>refresh.mjs</c> writes. They are what anybody pays on demand: without tax, discounts, commitments and the spot market. What no source
/// prices is null, never a guess. The file is read when the first price is asked for.</summary>
public static class PriceList
{
    /// <summary>Hours of a month, as the clouds count: 365 × 24 / 12.</summary>
    public const int HoursOfMonth = 730;

    private static readonly Lazy<FrozenDictionary<(string Region, string Item), Price>> _prices = new(Read);

    /// <summary>The price of something in a region; null if no source has it.</summary>
    public static Price? Of(string region, PriceItem item) =>
        Find(region, item) ?? (PartitionOf(region) is { } everywhere ? Find(everywhere, item) : null);

    /// <summary>What a machine costs in a month of <see cref="HoursOfMonth"/> hours on demand, in US dollars; null if no source prices it
    /// in that region.</summary>
    public static decimal? MonthlyPrice(string machine, string region) =>
        Of(region, PriceItem.Machine(machine))?.Amount * HoursOfMonth;

    /// <summary>All prices, for tests of the file.</summary>
    internal static IEnumerable<KeyValuePair<(string Region, string Item), Price>> All => _prices.Value;

    private static Price? Find(string region, PriceItem item) => _prices.Value.GetValueOrDefault((region, item.Key));

    // Some meters of a cloud have one price in all its regions.
    private static string? PartitionOf(string region)
    {
        foreach (var cloud in CloudProfile.All)
        {
            if (cloud.Regions.TryGetValue(region, out var known))
            {
                return known.Partition;
            }
        }

        return null;
    }

    private static FrozenDictionary<(string Region, string Item), Price> Read()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("Infra.Catalogue.prices.json")
            ?? throw new InvalidOperationException("The price list is not embedded.");
        using var file = JsonDocument.Parse(stream);
        var prices = new Dictionary<(string Region, string Item), Price>();
        foreach (var each in file.RootElement.GetProperty("sources").EnumerateArray())
        {
            var source = new PriceSource(
                each.GetProperty("title").GetString()!, each.GetProperty("url").GetString()!,
                DateOnly.ParseExact(each.GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            foreach (var region in each.GetProperty("prices").EnumerateObject())
            {
                foreach (var item in region.Value.EnumerateObject())
                {
                    prices.Add((region.Name, item.Name), new Price(item.Value.GetDecimal(), source));
                }
            }
        }

        return prices.ToFrozenDictionary();
    }
}
