namespace Infra.Findings;

/// <summary>The severity of a finding.</summary>
public enum Severity
{
    /// <summary>Worth knowing; does not stop the plan.</summary>
    Warning,

    /// <summary>Must be fixed; nothing is created.</summary>
    Error,
}
