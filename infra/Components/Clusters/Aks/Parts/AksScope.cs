using System.Collections.Immutable;
using Infra.Facts.Aks;
using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Backups;
using Infra.Specification.Clusters;
using Infra.Specification.Observability;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>What every part of an AKS cluster needs: the specification and the names derived from it. Pure.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record AksScope(PlatformSpec Platform, AksClusterSpec Cluster)
{
    /// <summary>The cluster's name in Azure.</summary>
    public string CloudName => ResourceNames.Cluster(Platform, Cluster);

    /// <summary>The cloud of the cluster's region.</summary>
    public AzureCloud Cloud => AzureCloud.Of(Cluster);

    /// <summary>The Entra ID tenant of the cluster's subscription; null if the stack names none.</summary>
    public string? Tenant => Platform.AzureTenant(Cluster.Subscription);

    /// <summary>The zones that the cluster uses; empty in a region without zones.</summary>
    public ImmutableArray<string> Zones => [.. RegionZones.Take(Cluster.Network.Zones)];

    /// <summary>The zones of the cluster's region; empty in a region without zones.</summary>
    public ImmutableArray<string> RegionZones => Cluster.Cloud.Regions.GetValueOrDefault(Cluster.Region)?.Zones ?? [];

    /// <summary>Where the immutable copy of the backups is, if not beside them.</summary>
    public AksBackupCopySpec? Copy => Platform.Backup.ImmutableDays > 0 ? Cluster.BackupCopy : null;

    /// <summary>The region of the immutable copy of the backups.</summary>
    public string CopyRegion => Copy?.Region ?? Cluster.Region;

    /// <summary>Whether that region has zones.</summary>
    public bool CopyRegionHasZones => Cluster.Cloud.Regions.GetValueOrDefault(CopyRegion)?.Zones.Length > 1;

    /// <summary>Whether the API server and the services that the cluster uses are reachable only in its network.</summary>
    public bool Private => Platform.Sovereignty.Endpoints == EndpointAccess.Private;

    /// <summary>Whether agents of Azure keep the logs of what runs on the cluster in its workspace.</summary>
    public bool KeepsLogs => Platform.Observability.Logs?.Store is LogPlace.Own && new AksFacts(Cluster).OwnLogs(Platform) is not null;

    /// <summary>Whether the encryption keys are customer-managed.</summary>
    public bool CustomerKeys => Platform.Sovereignty.Keys == KeyManagement.CustomerManaged;

    /// <summary>Tags of resource groups, the cluster and its pools. Azure allows no slash in a tag's name.</summary>
    public ImmutableDictionary<string, string> Tags => ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("ai-platform-organization", Platform.Organization),
        KeyValuePair.Create("ai-platform-environment", Platform.Environment),
        KeyValuePair.Create("ai-platform-cluster", Cluster.Name),
    ]);

    /// <summary>Logical name of a resource: <c>{cluster}-{role}</c>. Part of the contract, because a change replaces real
    /// infrastructure.</summary>
    public string Name(string role) => $"{Cluster.Name}-{role}";

    /// <summary>Name of a resource in Azure.</summary>
    public string CloudNameOf(string role) => $"{CloudName}-{role}";
}
