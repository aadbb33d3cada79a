namespace Infra.Specification.Observability;

/// <summary>A service that receives what clusters tell about themselves.</summary>
public sealed record DestinationSpec : DestinationTerms
{
    /// <summary>URL to which clusters send, with https: for metrics the whole of it, for example
    /// <c>https://metrics.acme.example/api/v1/push</c>; for logs and traces without the <c>/v1/logs</c> and <c>/v1/traces</c> that OTLP
    /// adds, for example <c>https://otlp.acme.example</c>.</summary>
    public required string Endpoint { get; init; }
}
