using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Infra.Components;
using Infra.Rules;
using Infra.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>All clusters of one stack. The engine and the offline plan run this same class.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stack as Pulumi means it, not the collection.")]
public sealed class PlatformStack : Stack
{
    /// <summary>Builds what the configuration of the running deployment asks for.</summary>
    /// <exception cref="RunException">The configuration cannot be read; the message tells every mistake in it.</exception>
    public PlatformStack()
        : this(Read(StackInputs.FromEnvironment()), new Config("ai-platform").RequireSecret, options: null)
    {
    }

    /// <summary>Builds what a specification asks for.</summary>
    /// <param name="platform">What is asked for.</param>
    /// <param name="secret">The value of a secret config key by its name.</param>
    /// <param name="options">Options of the stack.</param>
    public PlatformStack(PlatformSpec platform, Func<string, Output<string>> secret, StackOptions? options)
        : base(options)
    {
        var providers = new CloudProviders(platform);
        var identifiers = platform.Clusters.Select(cluster =>
            new ClusterPlatform(platform, cluster, providers, secret).Identifier
                .Apply(identifier => KeyValuePair.Create(cluster.Name, identifier)));
        Clusters = Output.All(identifiers).Apply(clusters => clusters.ToImmutableDictionary());
    }

    /// <summary>What the clouds call the clusters, by the clusters' names.</summary>
    [Output]
    public Output<ImmutableDictionary<string, string>> Clusters { get; private set; }

    private static PlatformSpec Read(StackInputs inputs)
    {
        var reading = Preflight.Read(inputs);
        var errors = RuleSet.Report(RuleSet.Check(reading));
        return errors.Length == 0 && reading.Platform is { } platform ? platform : throw new RunException(errors);
    }
}
