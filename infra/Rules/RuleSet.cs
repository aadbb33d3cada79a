using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Accounts;
using Infra.Rules.AddOns;
using Infra.Rules.Aks;
using Infra.Rules.Contracts;
using Infra.Rules.ControlPlanes;
using Infra.Rules.Costs;
using Infra.Rules.Delivery;
using Infra.Rules.Eks;
using Infra.Rules.Eks.Buckets;
using Infra.Rules.Gpu;
using Infra.Rules.Names;
using Infra.Rules.Networks;
using Infra.Rules.Observability;
using Infra.Rules.OnPrem;
using Infra.Rules.OnPrem.Stores;
using Infra.Rules.Planned;
using Infra.Rules.Pools;
using Infra.Rules.Secrets;
using Infra.Rules.Sovereignty;
using Infra.Rules.Storage;
using Infra.Rules.Teams;
using Infra.Specification;

namespace Infra.Rules;

/// <summary>All rules, in the order in which their findings are shown. To add a rule, add a line here.</summary>
public static class RuleSet
{
    /// <summary>Rules about the specification of a stack.</summary>
    public static ImmutableArray<ISpecRule> Spec { get; } =
    [
        new KnownJurisdictions(),
        new LocationsInside(),
        new OperatorsInside(),
        new FleetInside(),
        new BackupStoresInside(),
        new CopyStoresPlaced(),
        new CopiesInside(),
        new ArcInside(),
        new MirrorWhereIsolated(),
        new MirrorWherePrivate(),
        new RegistryFormat(),
        new RegistryAccess(),
        new MirrorInside(),
        new MirrorPlaced(),
        new DeclaredInside(),
        new DestinationsInside(),
        new DestinationsPlaced(),
        new TrustedCertificates(),
        new VaultInside(),
        new EncryptedTraffic(),
        new SitesDescribed(),

        new PlainText(),
        new OwnerNames(),
        new ClusterNames(),
        new DerivedNames(),
        new PoolNames(),
        new OneHub(),
        new KnownRegions(),
        new SupportedVersions(),
        new PoolVersions(),
        new PrivateNetworks(),
        new DistinctNetworks(),
        new IngressDomains(),
        new IngressZones(),
        new OverlayNetworks(),
        new NetworkRoom(),
        new ZoneRoom(),
        new ZoneShares(),
        new ExistingNetworks(),
        new TransitGateways(),
        new PodRanges(),
        new PullThroughs(),
        new ClusterZones(),
        new PoolZones(),
        new KnownMachines(),
        new MachinesSold(),
        new PoolSizes(),
        new SystemPools(),
        new ImageDisks(),
        new Reservations(),
        new ReservationGroups(),
        new BlockEnds(),
        new PlacementGroups(),
        new KarpenterSizes(),
        new KarpenterChoices(),
        new OneAutoscaler(),
        new LabelsAndTaints(),
        new NodeGroupLabels(),
        new NamedSecrets(),
        new Vaults(),
        new SecretStores(),
        new Issuers(),
        new BackupTimes(),
        new Destinations(),
        new LogStores(),
        new LogBuckets(),
        new BackupTiers(),
        new ImmutableCopies(),
        new BackupCopies(),
        new VaultBackups(),
        new RestoreNeedsVelero(),
        new Budgets(),
        new LogRetention(),
        new ControlPlaneLogs(),
        new AccountIds(),
        new AccountsDescribed(),
        new AccountLogins(),
        new DeploymentRoles(),
        new AccessPrincipals(),
        new PublicAccess(),
        new AccessCidrCounts(),
        new PrivateAccess(),
        new TrustedAccounts(),
        new FirewallEgress(),
        new FirewallWays(),
        new DnsServers(),
        new AzureIds(),
        new SystemDisks(),
        new EphemeralDisks(),
        new DefenderOffered(),
        new CostAnalysisOffered(),
        new NodeAuthorities(),
        new LoginClients(),
        new AksTotals(),
        new FixedPools(),
        new NodeAutoProvisioning(),
        new ReservedWords(),
        new ControlPlaneNetworks(),
        new ParallelRoom(),
        new ParallelSizes(),
        new OnPremOrigin(),
        new OneOwner(),
        new Installable(),
        new EdgeProfile(),
        new Hosts(),
        new NodeNames(),
        new HostKeys(),
        new AddressPools(),
        new SiteRanges(),
        new NetworkEncryptions(),
        new NetworkPolicyEngines(),
        new HostSettings(),
        new ReleaseDigests(),
        new VirtualAddress(),
        new StorageProviders(),
        new CephDevices(),
        new MountedBuckets(),
        new LinkedBuckets(),
        new BucketAccounts(),
        new PrePulledImages(),
        new ParallelPulls(),
        new SharedImages(),
        new MaintenanceWindows(),
        new AksUpgrades(),
        new ObjectStores(),
        new AwsObjectStores(),
        new SiteBackups(),
        new LocklessStores(),
        new SiteCopies(),
        new ArcRegistration(),
        new DeliveryRoutes(),
        new ApiEndpoints(),
        new HubRecords(),
        new MemberRecords(),

        new MachineGpus(),
        new NeuronMachines(),
        new OnPremGpus(),
        new MigProfiles(),
        new SharingReplicas(),
        new DriverOwners(),
        new DriverVersions(),
        new AdvertisedGpus(),
        new SharingProvisioners(),
        new Interconnects(),
        new ClaimedGpus(),
        new SiteInterconnects(),

        new RequirementsPresent(),
        new Obstacles(),
        new SoundSettings(),
        new QueuedPools(),
        new SignaturesVerifiable(),
        new SignerKeys(),
        new Repositories(),
        new RepositoryInside(),
        new DeliveryAddOns(),
        new DispatchedWork(),
        new DispatchedKinds(),

        new GroupsDescribed(),
        new TeamNames(),
        new OwnersKnown(),
        new TeamClusters(),
        new ShareTargets(),
        new SharesFit(),
        new TeamSizes(),
        new TeamData(),
        new TeamEgress(),
        new TeamRegistries(),
        new TeamBackups(),
        new TeamRepositories(),
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
        new MirroredSources(),
        new VersionSkew(),
        new DefaultQuotas(),
    ];

    /// <summary>All violations of rules by a specification.</summary>
    public static ImmutableArray<Finding> Check(PlatformSpec platform)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var rule in Spec)
        {
            findings.AddRange(rule.Check(platform));
        }

        return findings.ToImmutable();
    }

    /// <summary>All violations of rules by a plan.</summary>
    public static ImmutableArray<Finding> Check(PlatformSpec platform, ResourcePlan plan) =>
        [.. Plan.SelectMany(rule => rule.Check(platform, plan))];

    /// <summary>All mistakes of a configuration: the mistakes from reading it, then all violations of rules by what could be read. Findings
    /// caused by another error are suppressed: those about a value that could not be read, and comparisons with a value that is itself
    /// wrong.</summary>
    public static ImmutableArray<Finding> Check(SpecReading reading)
    {
        if (reading.Platform is null)
        {
            return reading.Findings;
        }

        var readable = Check(reading.Platform).Where(finding => !reading.Unread.Any(unread => Concerns(finding.Path, unread))).ToList();
        var wrong = readable.Where(finding => finding.ComparedWith.IsEmpty).Select(finding => finding.Path).Concat(reading.Unread).ToList();
        var findings = reading.Findings.ToBuilder();
        foreach (var finding in readable)
        {
            if (finding.ComparedWith.IsEmpty)
            {
                findings.Add(finding);
            }
            else if (!finding.ComparedWith.Append(finding.Path).Any(path => wrong.Any(mistake => Concerns(path, mistake))))
            {
                findings.Add(finding);
                // The reverse of the same comparison adds nothing new.
                wrong.Add(finding.Path);
            }
        }

        return findings.ToImmutable();
    }

    /// <summary>All errors, one per line, as in an exception or on the command line; empty if there are none.</summary>
    public static string Report(IEnumerable<Finding> findings) =>
        string.Join('\n', findings.Where(finding => finding.IsError));

    // Whether a finding about a path may be caused by a mistake at another path: the same path, a parent, or an element of the list. "[*]"
    // in a path stands for all elements, or for the member that follows in each of them.
    private static bool Concerns(string path, string mistake)
    {
        var wildcard = path.IndexOf("[*]", StringComparison.Ordinal);
        if (wildcard >= 0 && mistake.StartsWith(path[..(wildcard + 1)], StringComparison.Ordinal))
        {
            mistake = $"{path[..wildcard]}[*]{mistake[(mistake.IndexOf(']', wildcard) + 1)..]}";
        }

        return IsIn(path, mistake) || (IsIn(mistake, path) && mistake.IndexOf(']', path.Length) == mistake.Length - 1);
    }

    private static bool IsIn(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');
}
