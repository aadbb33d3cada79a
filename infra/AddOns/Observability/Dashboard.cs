using System.Collections.Immutable;

namespace Infra.AddOns.Observability;

/// <summary>A dashboard of the platform: one JSON file of the folder beside this one, in Grafana's own format.</summary>
/// <param name="name">Name of the file.</param>
public sealed class Dashboard(string name)
{
    private readonly Lazy<string> _text = new(() => Load(name));

    /// <summary>One line for each dashboard.</summary>
    public static ImmutableArray<Dashboard> All { get; } = [new("cluster"), new("gpus"), new("namespaces")];

    /// <summary>Name of the file.</summary>
    public string Name => name;

    /// <summary>The file.</summary>
    /// <exception cref="InvalidOperationException">The file is not embedded in the program.</exception>
    public string Text => _text.Value;

    private static string Load(string name)
    {
        using var stream = typeof(Dashboard).Assembly.GetManifestResourceStream($"Infra.Dashboards.{name}.json")
            ?? throw new InvalidOperationException($"The dashboard {name}.json is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
