using System.Collections.Immutable;
using System.Text.Json;
using Infra.Findings;
using Pulumi;

namespace Infra.Specification;

/// <summary>What the engine passes to a program, or the command line reads from a stack file: names and configuration, without secret
/// values.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Config">Configuration by full key, for example <c>ai-platform:clusters</c>; objects as JSON text; secrets left
/// out.</param>
/// <param name="SecretKeys">Full keys of the secret configuration.</param>
public sealed record StackInputs(
    string Project, string Stack, ImmutableSortedDictionary<string, string> Config, ImmutableSortedSet<string> SecretKeys)
{
    /// <summary>Where in the stack file a path such as <c>clusters[0].region</c> is, or the nearest part that encloses it; null if its
    /// first part is not there.</summary>
    /// <value>nowhere: the engine passes values without the file that they come from</value>
    public Func<string, FilePlace?> PlaceOf { get; init; } = _ => null;

    /// <summary>The environments of Pulumi ESC that the stack imports. What they hold, only the engine knows, which passes it as
    /// configuration.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Full keys of the configuration whose values an environment in the stack file computes.</summary>
    public ImmutableSortedSet<string> ComputedKeys { get; init; } = [];

    /// <summary>The day in UTC on which the configuration is read, by which acceptances expire.</summary>
    /// <value>none: nothing expires</value>
    public DateOnly? Today { get; init; }

    /// <summary>The day in UTC on which this is called.</summary>
    public static DateOnly Now() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>What the engine passed to this process, in the environment variables that the SDK also reads; empty if no engine started
    /// it.</summary>
    /// <exception cref="RunException">A variable does not have the form that the engine writes.</exception>
    public static StackInputs FromEnvironment() => From(Environment.GetEnvironmentVariable) with { Today = Now() };

    /// <summary>What the engine passed to a process, by the names of its environment variables.</summary>
    internal static StackInputs From(Func<string, string?> variable)
    {
        var secrets = Parse<string[]>(variable, "PULUMI_CONFIG_SECRET_KEYS") ?? [];
        var config = Parse<Dictionary<string, string>>(variable, "PULUMI_CONFIG") ?? [];
        if (secrets.Contains(null))
        {
            throw Malformed("PULUMI_CONFIG_SECRET_KEYS");
        }

        if (config.ContainsValue(null!))
        {
            throw Malformed("PULUMI_CONFIG");
        }

        return new StackInputs(
            variable("PULUMI_PROJECT") ?? string.Empty,
            variable("PULUMI_STACK") ?? string.Empty,
            config.Where(entry => !secrets.Contains(entry.Key, StringComparer.Ordinal))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
            secrets.ToImmutableSortedSet(StringComparer.Ordinal));
    }

    private static T? Parse<T>(Func<string, string?> variable, string name)
    {
        try
        {
            return variable(name) is { Length: > 0 } text ? JsonSerializer.Deserialize<T>(text) : default;
        }
        catch (JsonException)
        {
            throw Malformed(name);
        }
    }

    // The text may contain secrets, so it is not shown.
    private static RunException Malformed(string name) =>
        new($"The environment variable {name} does not contain the JSON that the Pulumi engine writes.");
}
