using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Facts.Delivery;
using Infra.Rules;
using Infra.Specification;
using Infra.Specification.Clusters;
using Pulumi;

namespace Infra.Stacks;

/// <summary>All clusters of one stack. The engine and the offline plan run this same class.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stack as Pulumi means it, not the collection.")]
public sealed class PlatformStack : Stack
{
    /// <summary>Builds what the configuration of the running deployment requests.</summary>
    /// <exception cref="RunException">The configuration has errors; the message lists all of them.</exception>
    public PlatformStack()
        : this(Read(StackInputs.FromEnvironment()), new Config("ai-platform").RequireSecret, options: null)
    {
    }

    /// <summary>Builds what a specification requests.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="secret">The value of a secret configuration key by its name.</param>
    /// <param name="options">Options of the stack.</param>
    public PlatformStack(PlatformSpec platform, Func<string, Output<string>> secret, StackOptions? options)
        : base(options)
    {
        var providers = new CloudProviders(platform);
        var password = new BackupPassword(platform, secret);
        // The hub first: its members let it in.
        var built = new Dictionary<string, ClusterPlatform>(StringComparer.Ordinal);
        var hub = FleetDelivery.Hub(platform) is { } first ? new ClusterPlatform(platform, first, providers, secret, password) : null;
        foreach (var cluster in platform.Clusters)
        {
            built[cluster.Name] = cluster.Role == ClusterRole.Hub && hub is not null
                ? hub
                : new ClusterPlatform(platform, cluster, providers, secret, password, hub?.Hub);
        }

        hub?.Deliver([.. platform.Clusters.Select(cluster => built[cluster.Name].Member).OfType<MemberRecord>()]);
        var identifiers = platform.Clusters.Select(cluster =>
            built[cluster.Name].Identifier.Apply(identifier => KeyValuePair.Create(cluster.Name, identifier)));
        Clusters = Output.All(identifiers).Apply(clusters => clusters.ToImmutableDictionary());
    }

    /// <summary>The identifiers of the clusters in their clouds, by name.</summary>
    [Output]
    public Output<ImmutableDictionary<string, string>> Clusters { get; private set; }

    private static PlatformSpec Read(StackInputs inputs)
    {
        var reading = Preflight.Read(inputs);
        var errors = RuleSet.Report(RuleSet.Check(reading));
        return errors.Length == 0 && reading.Platform is { } platform ? platform : throw new RunException(errors);
    }
}
