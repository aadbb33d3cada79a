using Infra.Facts.Clusters;

namespace Infra.AddOns.Contracts;

/// <summary>A workload of a chart, and where the chart's values take what all workloads of the platform share: a line of an add-on's table.
/// A path that the chart does not have is left out.</summary>
/// <param name="Name">Name of the workload.</param>
/// <param name="Kind">What it is.</param>
public sealed record Workload(string Name, WorkloadKind Kind)
{
    /// <summary>Requests and memory limit of its container; null: the chart's own.</summary>
    public Requests? Requests { get; init; }

    /// <summary>Value path of requests and limits.</summary>
    public string? Resources { get; init; }

    /// <summary>Value path of the number of replicas.</summary>
    public string? Replicas { get; init; }

    /// <summary>Value path of the priority class.</summary>
    public string? Priority { get; init; }

    /// <summary>Value path of the node selector.</summary>
    public string? NodeSelector { get; init; }

    /// <summary>Whether the chart itself selects nodes of Linux, and would do so twice if its values did too.</summary>
    /// <value>false</value>
    public bool SelectsLinux { get; init; }

    /// <summary>Value path of the tolerations.</summary>
    public string? Tolerations { get; init; }

    /// <summary>Where replicas are spread over zones.</summary>
    public Spread? Spread { get; init; }

    /// <summary>Where the disruption budget is.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Where the security contexts are.</summary>
    public SecurityContext? Security { get; init; }

    /// <summary>Value path of the image pull policy. Tags are exact, so an image on the node is the right one; some charts ask the registry
    /// at every start, which keeps pods down while it is away.</summary>
    public string? PullPolicy { get; init; }

    /// <summary>Whether a cluster runs it.</summary>
    /// <value>every cluster that has the add-on</value>
    public Func<CloudFacts, bool> On { get; init; } = _ => true;

    /// <summary>A workload whose values are members of one object, with the names that most charts use: <c>priorityClassName</c>,
    /// <c>nodeSelector</c>, <c>tolerations</c> and, if it has requests, <c>resources</c>.</summary>
    /// <param name="name">Name of the workload.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="path">Path of the object; empty: the values themselves.</param>
    /// <param name="requests">Requests and memory limit.</param>
    public static Workload At(string name, WorkloadKind kind, string path, Requests? requests = null)
    {
        var prefix = path.Length == 0 ? "" : $"{path}.";
        return new Workload(name, kind)
        {
            Requests = requests,
            Resources = requests is null ? null : $"{prefix}resources",
            Priority = $"{prefix}priorityClassName",
            NodeSelector = kind == WorkloadKind.Agent ? null : $"{prefix}nodeSelector",
            Tolerations = $"{prefix}tolerations",
        };
    }

    /// <summary>How often it runs on a cluster; 0 for an agent, which runs once a node.</summary>
    public int ReplicasOn(Sizing sizing) => Kind switch
    {
        WorkloadKind.Controller => sizing.Replicas,
        WorkloadKind.Webhook => sizing.WebhookReplicas,
        _ => 0,
    };
}
