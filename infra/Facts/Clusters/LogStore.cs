namespace Infra.Facts.Clusters;

/// <summary>A store of logs that a cluster has of its own.</summary>
public abstract record LogStore;
