namespace Infra.AddOns.Observability.Settings;

/// <summary>Who is told of alerts. Whoever needs another receiver adds an AlertmanagerConfig to a namespace.</summary>
public sealed record AlertReceiversSpec
{
    /// <summary>Name of the secret configuration key that holds the URL of a webhook; with many services the URL is the only
    /// secret.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Name of the secret configuration key that holds an integration key of PagerDuty (Events API v2).</summary>
    public string? PagerDutySecret { get; init; }
}
