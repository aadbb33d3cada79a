namespace Infra.Facts.Clusters;

/// <summary>A log group of CloudWatch Logs.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Region">Its region.</param>
public sealed record CloudWatchLogs(string Group, string Region) : LogStore;
