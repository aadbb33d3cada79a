namespace Infra.Facts.Clusters;

/// <summary>A Log Analytics workspace, into which agents of the cloud itself put the logs and events of the cluster.</summary>
public sealed record WorkspaceLogs : LogStore;
