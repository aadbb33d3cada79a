using System.Collections.Immutable;
using Infra.Planning;
using Infra.Rules.AddOns;
using Infra.Rules.Clusters;
using Infra.Rules.Gpu;
using Infra.Rules.Planned;
using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Rules;

/// <summary>All rules, in the order in which their findings are shown. A new rule is a line here.</summary>
public static class RuleSet
{
    /// <summary>Rules about what a stack asks for.</summary>
    public static ImmutableArray<ISpecRule> Spec { get; } =
    [
        new KnownJurisdictions(),
        new LocationsInside(),
        new OperatorsInside(),
        new BackupStoresInside(),
        new MirrorWhereIsolated(),
        new MirrorWherePrivate(),
        new RegistryFormat(),
        new SitesDescribed(),

        new OwnerNames(),
        new ClusterNames(),
        new DerivedNames(),
        new PoolNames(),
        new OneHub(),
        new KnownRegions(),
        new SupportedVersions(),
        new PrivateNetworks(),
        new DistinctNetworks(),
        new OverlayNetworks(),
        new NetworkRoom(),
        new ClusterZones(),
        new PoolZones(),
        new KnownMachines(),
        new MachinesSold(),
        new PoolSizes(),
        new Reservations(),
        new LabelsAndTaints(),
        new NamedSecrets(),
        new BackupTimes(),
        new LogRetention(),
        new AccountIds(),
        new AccessPrincipals(),
        new PublicAccess(),
        new FirewallEgress(),
        new OnPremOrigin(),
        new Installable(),
        new EdgeProfile(),
        new Hosts(),
        new HostKeys(),
        new AddressPools(),
        new StorageProviders(),
        new PrePulledImages(),
        new MaintenanceWindows(),
        new ObjectStores(),

        new MachineGpus(),
        new OnPremGpus(),
        new MigProfiles(),
        new SharingReplicas(),
        new DriverOwners(),
        new SharingProvisioners(),
        new Interconnects(),

        new RequirementsPresent(),
        new Obstacles(),
    ];

    /// <summary>Rules about the resources that would be created.</summary>
    public static ImmutableArray<IPlanRule> Plan { get; } =
    [
        new ExplicitProviders(),
        new PrivateLoadBalancers(),
        new NoPublicAddresses(),
        new PrivateBuckets(),
        new PrivateStores(),
        new NoInternetInbound(),
        new PrivateControlPlanes(),
        new CustomerKeys(),
        new ProtectedStores(),
    ];

    /// <summary>Every breach of a rule by a specification.</summary>
    public static ImmutableArray<Finding> Check(PlatformSpec platform)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var rule in Spec)
            findings.AddRange(rule.Check(platform));
        return findings.ToImmutable();
    }

    /// <summary>Every breach of a rule by a plan.</summary>
    public static ImmutableArray<Finding> Check(ResourcePlan plan) => [.. Plan.SelectMany(rule => rule.Check(plan))];

    /// <summary>Every mistake of a configuration: those of reading it, then every breach of a rule by what could be read. A breach that may only
    /// follow from a value that could not be read is left out.</summary>
    public static ImmutableArray<Finding> Check(SpecReading reading)
    {
        if (reading.Platform is null)
            return reading.Findings;
        var findings = reading.Findings.ToBuilder();
        foreach (var finding in Check(reading.Platform))
            if (!reading.Unread.Any(unread => Concerns(finding.Path, unread)))
                findings.Add(finding);
        return findings.ToImmutable();
    }

    /// <summary>All errors, one a line, as an exception or the command line tells them; empty where there is none.</summary>
    public static string Report(IEnumerable<Finding> findings) =>
        string.Join('\n', findings.Where(finding => finding.Severity == Severity.Error));

    // Whether a path is at or inside one that could not be read. "[*]" in a path stands for all elements, whole or in the member that follows.
    private static bool Concerns(string path, string unread)
    {
        var wildcard = path.IndexOf("[*]", StringComparison.Ordinal);
        if (wildcard >= 0 && unread.StartsWith(path[..(wildcard + 1)], StringComparison.Ordinal))
            unread = $"{path[..wildcard]}[*]{unread[(unread.IndexOf(']', wildcard) + 1)..]}";
        return path.StartsWith(unread, StringComparison.Ordinal) && (path.Length == unread.Length || path[unread.Length] is '.' or '[');
    }
}
