using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Specification.Observability;

namespace Infra.AddOns.Observability;

/// <summary>Where the logs and events of a cluster go.</summary>
/// <param name="Own">The cluster's own store; null where the stack asks for none, or the cluster has none.</param>
/// <param name="Service">The service of the stack, where there is no own store.</param>
internal sealed record LogTarget(LogStore? Own, DestinationSpec? Service)
{
    private const string Name = "logs";

    /// <summary>That of a cluster; null if they stay where they are, or if the cloud itself collects them.</summary>
    public static LogTarget? Of(ClusterContext context) => context.Platform.Observability.Logs is not { } logs ? null
        : logs.Store is LogPlace.Own && context.Cloud.OwnLogs(context.Platform) is { } own ? own is WorkspaceLogs ? null : new(own, null)
        : logs.Service is { } service ? new(null, service)
        : null;

    /// <summary>Whether only the larger distribution of the collector can send there.</summary>
    public bool NeedsContrib => Own is CloudWatchLogs;

    /// <summary>The service accounts of collectors that must be somebody in the cloud.</summary>
    public IEnumerable<WorkloadIdentity> Identities => Own is not CloudWatchLogs ? [] : CollectorAccounts.Names.Select(
        name => new WorkloadIdentity(Collectors.Home(name), name, Access.LogStore) { ChartCreatesAccount = true });

    /// <summary>What a collector sends there with.</summary>
    /// <param name="stream">What tells this collector from the others of the cluster.</param>
    /// <param name="queueMiB">What waits on disk while the store is away.</param>
    public CollectorExporter Exporter(string stream, int queueMiB) => Own switch
    {
        CloudWatchLogs group => OfCloudWatch(group, stream, queueMiB),
        LokiLogs => new(Name, CollectorExporter.Settings(Loki.OtlpUrl, queueMiB, retryFor: "0s")),
        _ => OtlpDestination.Exporter(Name, Service!, queueMiB),
    };

    // PutLogEvents, and not the newer OTLP endpoint of CloudWatch, which takes no stream that does not exist
    // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html). The exporter makes the stream, sorts
    // and splits (internal/aws/cwlogs/pusher.go of open-telemetry/opentelemetry-collector-contrib).
    private static CollectorExporter OfCloudWatch(CloudWatchLogs store, string stream, int queueMiB)
    {
        var settings = CollectorExporter.Queue(queueMiB, retryFor: "24h");
        settings["log_group_name"] = store.Group;
        settings["log_stream_name"] = stream;
        settings["region"] = store.Region;
        return new(Name, settings)
        {
            Type = "awscloudwatchlogs",
            // It takes a line that CloudWatch would refuse, older than fourteen days or two hours ahead, for a failure of its whole batch
            // (the same file). A day is for what waits in the queue.
            Before = ("filter/times", new JsonObject
            {
                ["error_mode"] = "ignore",
                ["logs"] = new JsonObject
                {
                    ["log_record"] = new JsonArray(
                        """time_unix_nano > 0 and time < Now() - Duration("312h")""", """time > Now() + Duration("1h")"""),
                },
            }),
        };
    }
}
