namespace Infra.Reports.Costs;

/// <summary>What a cost is counted with that no stack says.</summary>
/// <param name="LogsGBPerDay">GB of logs that the store of each cloud cluster takes in a day.</param>
/// <param name="GpuUtilisation">Share of the time in which GPUs work, 0 to 1; absent: what is idle is not counted.</param>
public sealed record CostAssumptions(decimal LogsGBPerDay = CostAssumptions.DefaultLogsGBPerDay, decimal? GpuUtilisation = null)
{
    /// <summary>GB of logs a day where nobody says otherwise: a round number to replace by what a cluster really writes.</summary>
    public const decimal DefaultLogsGBPerDay = 10;
}
