using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A region of a cloud.</summary>
/// <param name="Name">Its name in the cloud.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of its country.</param>
/// <param name="Partition">Its separate part of the cloud: an AWS partition such as <c>aws</c> or <c>aws-eusc</c>, or an Azure cloud such
/// as <c>public</c> or <c>usgovernment</c>.</param>
/// <param name="Operator">Who operates it.</param>
/// <param name="Zones">Its availability zones in order, with the names that pools use: <c>a</c>, <c>b</c>, … on AWS, <c>1</c>, <c>2</c>, …
/// on Azure; empty if the region has none.</param>
/// <param name="Surveyed">Whether the price lists that the machine types' regions come from cover this region; if not, a machine type that
/// is not listed may still be offered.</param>
public sealed record Region(
    string Name, string Country, string Partition, Operator Operator, ImmutableArray<string> Zones, bool Surveyed = true)
{
    /// <summary>Whether a managed control plane can have its address in the cluster's own network there.</summary>
    /// <value>true; absent: the cloud does not say</value>
    public bool? ControlPlaneInNetwork { get; init; } = true;
}
