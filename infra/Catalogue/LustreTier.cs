using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A grade in which a cloud sells Lustre.</summary>
/// <param name="Throughput">MB/s for each TiB of capacity.</param>
/// <param name="StepTiB">The capacity is a multiple of this; 0 where the grade does not decide it.</param>
public sealed record LustreTier(int Throughput, int StepTiB)
{
    /// <summary>The grades of FSx for Lustre, persistent-2 on SSD
    /// (https://docs.aws.amazon.com/fsx/latest/LustreGuide/managing-throughput-capacity.html), the cheapest first.</summary>
    public static ImmutableArray<LustreTier> Aws { get; } = [new(125, 0), new(250, 0), new(500, 0), new(1000, 0)];

    /// <summary>The grades of Azure Managed Lustre (https://learn.microsoft.com/azure/azure-managed-lustre/create-file-system-portal), the
    /// cheapest first.</summary>
    public static ImmutableArray<LustreTier> Azure { get; } = [new(40, 48), new(125, 16), new(250, 8), new(500, 4)];

    /// <summary>What FSx for Lustre gives where nothing is asked: the least, and the cheapest.</summary>
    public static LustreTier AwsDefault => Aws[0];

    /// <summary>What Azure Managed Lustre gives where nothing is asked: between the cheapest and the fastest.</summary>
    public static LustreTier AzureDefault => Azure[2];

    /// <summary>The grade of Azure that has a throughput; the default where it is not asked for or not sold, which a rule refuses.</summary>
    public static LustreTier OfAzure(int? throughput) =>
        Azure.FirstOrDefault(tier => tier.Throughput == throughput) ?? AzureDefault;

    /// <summary>The capacity in TiB that Azure sells for what is asked: rounded up to the step, one step where nothing is asked.</summary>
    public int Sold(int? tebibytes) => Math.Max(1, ((tebibytes ?? 0) + StepTiB - 1) / StepTiB) * StepTiB;
}
