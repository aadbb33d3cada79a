namespace Infra.Facts.Clusters;

/// <summary>A service account that may use something outside the cluster. The platform creates the account; the chart gets its
/// name.</summary>
/// <param name="Namespace">Namespace of the account.</param>
/// <param name="ServiceAccount">Name of the account.</param>
/// <param name="Access">What it may use.</param>
public sealed record WorkloadIdentity(string Namespace, string ServiceAccount, Access Access);
