namespace Infra.Facts.Clusters;

/// <summary>A service account that uses something outside the cluster. The platform creates the account; the chart gets its name.</summary>
/// <param name="Namespace">Namespace of the service account.</param>
/// <param name="ServiceAccount">Name of the service account.</param>
/// <param name="Access">What it may use.</param>
public sealed record WorkloadIdentity(string Namespace, string ServiceAccount, Access Access)
{
    /// <summary>Whether the chart creates the account itself.</summary>
    /// <value>false</value>
    public bool ChartCreatesAccount { get; init; }
}
