using System.Collections.Immutable;

namespace Infra.AddOns.Contracts;

/// <summary>A secret of a cluster that a chart refers to by name. It is created before the chart; its values come from the stack's secret
/// configuration and are in no value of the chart.</summary>
/// <param name="Name">Name of the secret.</param>
/// <param name="Namespace">Namespace of the secret.</param>
public sealed record ChartSecret(string Name, string Namespace)
{
    /// <summary>Names of the secret configuration keys that hold its values, by key of the secret.</summary>
    public ImmutableSortedDictionary<string, string> Secrets { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What is beside them and need not be kept secret, by key of the secret.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its type, for example <c>kubernetes.io/tls</c>.</summary>
    /// <value>Opaque</value>
    public string Type { get; init; } = "Opaque";

    /// <summary>What is wrong with a value of the stack's secret configuration, without showing it; null if nothing is. Called when the
    /// value is known, which is in a preview and in a deployment.</summary>
    public Func<string, string?> Mistake { get; init; } = _ => null;
}
