namespace Infra.Specification.Clusters;

/// <summary>A cluster's role in the fleet.</summary>
public enum ClusterRole
{
    /// <summary>Runs workloads; managed by the hub.</summary>
    Member,

    /// <summary>Runs Argo CD for all clusters, and workloads as well.</summary>
    Hub,
}
