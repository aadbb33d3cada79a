namespace Infra.AddOns.Security;

/// <summary>What happens to an object that breaks an admission policy.</summary>
public enum PolicyEnforcement
{
    /// <summary>It is refused.</summary>
    Deny,

    /// <summary>It is let in with a warning to whoever sent it.</summary>
    Warn,

    /// <summary>It is let in; the audit reports it.</summary>
    DryRun,
}
