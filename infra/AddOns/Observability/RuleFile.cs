using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Gpu;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;

namespace Infra.AddOns.Observability;

/// <summary>Recording and alert rules of one subject: a file of the folder beside this one in Prometheus' own format, which promtool reads
/// as it is.</summary>
/// <param name="name">Name of the file.</param>
/// <param name="on">Which clusters have what it is about.</param>
public sealed class RuleFile(string name, Func<ClusterContext, bool> on)
{
    private readonly Lazy<JsonObject> _content = new(() => Load(name));

    /// <summary>One line for each file.</summary>
    public static ImmutableArray<RuleFile> All { get; } =
    [
        new("nodes", _ => true),
        new("images", _ => true),
        new("gpu-signals", Has<GpuOperator>),
        new("gpu-alerts", Has<GpuOperator>),
        new("gpu-cost", context => Has<GpuOperator>(context) && Has<OpenCost>(context)),
        // A queue is of use where there are GPUs to wait for.
        new("queue", Has<GpuOperator>),
        new("backup", Has<Velero>),
        new("certificates", Has<CertManager>),
        new("policies", Has<Gatekeeper>),
        new("cluster-autoscaler", Has<ClusterAutoscaler>),
        new("karpenter", Has<Karpenter>),
        new("delivery", Has<ArgoCd>),
        new("collectors", Has<OpenTelemetry>),
        new("keda", Has<Keda>),
    ];

    /// <summary>Name of the file.</summary>
    public string Name => name;

    /// <summary>Whether a cluster has what it is about.</summary>
    public bool IsOn(ClusterContext context) => on(context);

    /// <summary>Its groups; the caller gets copies of its own.</summary>
    /// <exception cref="InvalidOperationException">The file is not embedded in the program.</exception>
    public IEnumerable<JsonObject> Groups() =>
        _content.Value["groups"]!.AsArray().Select(group => group!.DeepClone().AsObject());

    private static bool Has<T>(ClusterContext context)
        where T : AddOn => AddOn.Of(context.Cluster).OfType<T>().Any();

    private static JsonObject Load(string name)
    {
        using var stream = typeof(RuleFile).Assembly.GetManifestResourceStream($"Infra.PrometheusRules.{name}.yaml")
            ?? throw new InvalidOperationException($"The rules {name}.yaml are not embedded in the program.");
        using var reader = new StreamReader(stream);
        return Yaml.ReadTexts(reader);
    }
}
