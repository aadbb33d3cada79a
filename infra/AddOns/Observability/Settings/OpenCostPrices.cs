using Infra.AddOns.Contracts;

namespace Infra.AddOns.Observability.Settings;

/// <summary>What machines cost: hardware, power, room and work, in whatever currency the owner counts, divided by what they offer. One
/// price holds for all machines and GPUs of a cluster.</summary>
public sealed record OpenCostPrices
{
    private const int Most = 100_000_000;

    /// <summary>Price of a processor core for a month of 730 hours, in hundredths of the currency.</summary>
    public required int CpuMonthlyCents { get; init; }

    /// <summary>Price of a GiB of memory for a month, in hundredths of the currency.</summary>
    public required int MemoryGiBMonthlyCents { get; init; }

    /// <summary>Price of a whole GPU for a month, in hundredths of the currency.</summary>
    public required int GpuMonthlyCents { get; init; }

    /// <summary>Price of a GiB of storage for a month, in hundredths of the currency.</summary>
    /// <value>0</value>
    public int StorageGiBMonthlyCents { get; init; }

    /// <summary>Prices that are none: processors and memory always cost something, and OpenCost divides one by the other.</summary>
    internal IEnumerable<Mistake> Mistakes()
    {
        (string Member, int Cents, int Least)[] prices =
        [
            ("cpuMonthlyCents", CpuMonthlyCents, 1), ("memoryGiBMonthlyCents", MemoryGiBMonthlyCents, 1),
            ("gpuMonthlyCents", GpuMonthlyCents, 0), ("storageGiBMonthlyCents", StorageGiBMonthlyCents, 0),
        ];
        return prices.Where(price => price.Cents < price.Least || price.Cents > Most)
            .Select(price => new Mistake($"prices.{price.Member}", $"{price.Cents}. Allowed: {price.Least} to {Most}."));
    }
}
