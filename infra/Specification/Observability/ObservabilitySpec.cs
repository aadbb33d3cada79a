using System.Text.Json.Serialization;

namespace Infra.Specification.Observability;

/// <summary>Where what the clusters tell about themselves goes, the same for all of them.</summary>
public sealed record ObservabilitySpec
{
    /// <summary>The store to which every cluster forwards its metrics, by Prometheus remote write.</summary>
    /// <value>absent: each cluster keeps its own</value>
    public DestinationSpec? Metrics { get; init; }

    /// <summary>The stores to which the clusters send the logs of their containers and their events.</summary>
    /// <value>absent: they stay on the nodes and in the API server, for as long as these keep them</value>
    public LogsSpec? Logs { get; init; }

    /// <summary>The store to which every cluster sends the traces that its workloads hand in, by OTLP over HTTP.</summary>
    /// <value>absent: workloads can hand in none</value>
    public DestinationSpec? Traces { get; init; }

    /// <summary>Days for which a cluster itself keeps its metrics. One with <c>profile: edge</c> keeps those of a day.</summary>
    /// <value>15, the default of Prometheus; 1 to 400</value>
    public int RetentionDays { get; init; } = 15;

    /// <summary>The destinations that are given, by member. A new one is a line here; every rule about destinations then holds for
    /// it.</summary>
    [JsonIgnore]
    public IEnumerable<(string Member, DestinationSpec Destination)> Destinations =>
        from each in new (string Member, DestinationSpec? Destination)[]
        {
            ("metrics", Metrics), ("logs", Logs?.Service), ("traces", Traces),
        }
        where each.Destination is not null
        select (each.Member, each.Destination);
}
