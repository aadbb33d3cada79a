using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A throughput tier in which a cloud offers Lustre.</summary>
/// <param name="Throughput">MB/s for each TiB of capacity.</param>
/// <param name="StepTiB">The capacity is a multiple of this; 0 if the tier does not decide it.</param>
public sealed record LustreTier(int Throughput, int StepTiB)
{
    /// <summary>The tiers of FSx for Lustre, persistent-2 on SSD
    /// (https://docs.aws.amazon.com/fsx/latest/LustreGuide/managing-throughput-capacity.html), the cheapest first.</summary>
    public static ImmutableArray<LustreTier> Aws { get; } = [new(125, 0), new(250, 0), new(500, 0), new(1000, 0)];

    /// <summary>The tiers of Azure Managed Lustre (https://learn.microsoft.com/azure/azure-managed-lustre/create-file-system-portal), the
    /// cheapest first.</summary>
    public static ImmutableArray<LustreTier> Azure { get; } = [new(40, 48), new(125, 16), new(250, 8), new(500, 4)];

    /// <summary>The default for FSx for Lustre: the lowest and cheapest.</summary>
    public static LustreTier AwsDefault => Aws[0];

    /// <summary>The default for Azure Managed Lustre: between the cheapest and the fastest.</summary>
    public static LustreTier AzureDefault => Azure[2];

    /// <summary>The Azure tier with a throughput; the default if none is requested, or if it is not offered, which a rule
    /// refuses.</summary>
    public static LustreTier OfAzure(int? throughput) =>
        Azure.FirstOrDefault(tier => tier.Throughput == throughput) ?? AzureDefault;

    /// <summary>The capacity in TiB that Azure provides for a request: rounded up to the step; one step if nothing is requested.</summary>
    public int Sold(int? tebibytes) => Math.Max(1, ((tebibytes ?? 0) + StepTiB - 1) / StepTiB) * StepTiB;
}
