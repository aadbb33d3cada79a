using System.Text.Json.Serialization;

namespace Infra.Specification.Observability;

/// <summary>Where the logs of containers and the events of the clusters go: into a store that each cluster has of its own, to a service
/// that receives OTLP over HTTP, or, where both are given, to the service from the clusters without a store.</summary>
public sealed record LogsSpec : DestinationTerms
{
    /// <summary>The store of each cluster: CloudWatch Logs in the region of a cluster on EKS. It keeps them for the cluster's
    /// <c>logRetentionDays</c>.</summary>
    /// <value>absent: everything goes to <see cref="Endpoint"/></value>
    public LogPlace? Store { get; init; }

    /// <summary>URL of the service with https and without the <c>/v1/logs</c> that OTLP adds, for example
    /// <c>https://otlp.acme.example</c>. Give this, <see cref="Store"/> or both.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The service; null if none is named.</summary>
    [JsonIgnore]
    public DestinationSpec? Service => Endpoint is null ? null : new()
    {
        Endpoint = Endpoint, Country = Country, Operator = Operator,
        CredentialsSecret = CredentialsSecret, User = User, CaCertificate = CaCertificate,
    };
}
