namespace Infra.Facts.Clusters;

/// <summary>A network that pods have for themselves.</summary>
/// <param name="Member">The member of the cluster that states it.</param>
/// <param name="Cidr">The network.</param>
/// <param name="AddressesPerNode">Addresses of it that each node takes.</param>
public sealed record PodNetwork(string Member, string Cidr, int AddressesPerNode);
