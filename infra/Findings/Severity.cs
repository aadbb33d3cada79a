namespace Infra.Findings;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; stops nothing.</summary>
    Warning,

    /// <summary>Must be mended; nothing is created.</summary>
    Error,
}
