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
        // The hub first: its members let it in, unless it is in another stack.
        var built = new Dictionary<string, ClusterPlatform>(StringComparer.Ordinal);
        var hub = FleetDelivery.Hub(platform) is { } first ? new ClusterPlatform(platform, first, providers, secret, password) : null;
        var caller = hub is null && platform.Hub is { } other ? HubRecord.Of(other, this) : hub?.Hub;
        foreach (var cluster in platform.Clusters)
        {
            built[cluster.Name] = cluster.Role == ClusterRole.Hub && hub is not null
                ? hub
                : new ClusterPlatform(platform, cluster, providers, secret, password, caller);
        }

        MemberRecord[] members = [.. platform.Clusters.Select(cluster => built[cluster.Name].Member).OfType<MemberRecord>()];
        hub?.Deliver([.. members, .. platform.Members.Select(member => MemberRecord.Of(member, secret))]);
        Hub = hub?.Hub?.Export(FleetDelivery.Hub(platform)!) ?? Output.Create(ImmutableDictionary<string, object>.Empty);
        Members = Output.All(members.Select(member => member.Export()));
        MemberTokens = Output.CreateSecret(Output.All(
            from member in members
            where member.Token is not null
            select member.Token!.Apply(token => KeyValuePair.Create(member.Name, token)))
            .Apply(tokens => tokens.ToImmutableDictionary()));
        var identifiers = platform.Clusters.Select(cluster =>
            built[cluster.Name].Identifier.Apply(identifier => KeyValuePair.Create(cluster.Name, identifier)));
        Clusters = Output.All(identifiers).Apply(clusters => clusters.ToImmutableDictionary());
    }

    /// <summary>The identifiers of the clusters in their clouds, by name.</summary>
    [Output]
    public Output<ImmutableDictionary<string, string>> Clusters { get; private set; }

    /// <summary>What the members of other stacks must know of the hub, as their <c>ai-platform:hub</c>; empty where the hub is in another
    /// stack.</summary>
    [Output]
    public Output<ImmutableDictionary<string, object>> Hub { get; private set; }

    /// <summary>The members of the stack to which a hub deploys, as elements of <c>ai-platform:members</c> in the stack of their
    /// hub.</summary>
    [Output]
    public Output<ImmutableArray<ImmutableDictionary<string, object>>> Members { get; private set; }

    /// <summary>The tokens by which the hub logs in to members at sites, by their names: a secret.</summary>
    [Output]
    public Output<ImmutableDictionary<string, string>> MemberTokens { get; private set; }

    private static PlatformSpec Read(StackInputs inputs)
    {
        var check = Preflight.Check(inputs);
        var errors = RuleSet.Report(check.Findings);
        return errors.Length == 0 && check.Platform is { } platform ? platform : throw new RunException(errors);
    }
}
