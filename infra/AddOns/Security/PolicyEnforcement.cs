namespace Infra.AddOns.Security;

/// <summary>What happens to an object that violates an admission policy.</summary>
public enum PolicyEnforcement
{
    /// <summary>It is refused.</summary>
    Deny,

    /// <summary>It is admitted, with a warning to the client.</summary>
    Warn,

    /// <summary>It is admitted; the audit reports it, Gatekeeper's or the API server's.</summary>
    DryRun,
}
