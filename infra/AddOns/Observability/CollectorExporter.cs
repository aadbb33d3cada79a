using System.Text.Json.Nodes;

namespace Infra.AddOns.Observability;

/// <summary>An exporter of a collector.</summary>
/// <param name="Name">What tells it from the others of its collector.</param>
/// <param name="Content">Its settings.</param>
internal sealed record CollectorExporter(string Name, JsonObject Content)
{
    private const int MiB = 1024 * 1024;

    /// <summary>What it sends with. OTLP over HTTP had the name <c>otlphttp</c> once.</summary>
    /// <value>otlp_http</value>
    public string Type { get; init; } = "otlp_http";

    /// <summary>The processor that leaves out what its store refuses, by its id.</summary>
    public (string Id, JsonObject Content)? Before { get; init; }

    /// <summary>The extension with which it logs in, by its id.</summary>
    public (string Id, JsonObject Content)? Login { get; init; }

    /// <summary>Its id.</summary>
    public string Id => $"{Type}/{Name}";

    /// <summary>What those that send OTLP share.</summary>
    /// <param name="endpoint">URL without the path of the signal.</param>
    /// <param name="queueMiB">Size of the queue.</param>
    /// <param name="retryFor">How long it tries to send the same batch; <c>0s</c>: for ever.</param>
    public static JsonObject Settings(string endpoint, int queueMiB, string retryFor)
    {
        var settings = new JsonObject { ["endpoint"] = endpoint, ["timeout"] = "30s" };
        foreach (var (name, value) in Queue(queueMiB, retryFor))
        {
            settings[name] = value!.DeepClone();
        }

        return settings;
    }

    /// <summary>What all of them share: a queue on disk, from which they send in batches that any store takes.</summary>
    /// <remarks>exporter/exporterhelper/README.md of open-telemetry/opentelemetry-collector. The batch processor would hold in memory what
    /// the reader of a file already counts as sent; so it is the queue that makes batches.</remarks>
    /// <param name="queueMiB">Size of the queue.</param>
    /// <param name="retryFor">How long it tries to send the same batch; <c>0s</c>: for ever.</param>
    public static JsonObject Queue(int queueMiB, string retryFor) => new()
    {
        ["retry_on_failure"] = new JsonObject { ["max_elapsed_time"] = retryFor },
        ["sending_queue"] = new JsonObject
        {
            ["storage"] = CollectorConfig.Storage,
            ["sizer"] = "bytes",
            ["queue_size"] = queueMiB * MiB,
            ["batch"] = new JsonObject
            {
                ["sizer"] = "bytes",
                ["flush_timeout"] = "1s",
                ["min_size"] = MiB,
                // Stores that take gRPC inside refuse more than four.
                ["max_size"] = 3 * MiB,
            },
        },
    };
}
