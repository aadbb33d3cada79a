namespace Infra.Specification.Clusters;

/// <summary>The registration of a site with Azure Arc: agents on the cluster keep connections open to Azure, which then shows the cluster
/// and can be allowed to reach it.</summary>
public sealed record ArcSpec
{
    /// <summary>GUID of the Azure subscription in which the cluster appears.</summary>
    public required string Subscription { get; init; }

    /// <summary>The Azure region that keeps what the agents report, inside the borders of the platform.</summary>
    public required string Region { get; init; }
}
