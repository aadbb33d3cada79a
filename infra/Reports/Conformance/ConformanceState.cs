namespace Infra.Reports.Conformance;

/// <summary>What a plan shows of a requirement. Whether a cluster meets it, only a run on that cluster can show.</summary>
public enum ConformanceState
{
    /// <summary>Everything that the requirement needs is installed and configured.</summary>
    Configured,

    /// <summary>Part of it is.</summary>
    Incomplete,

    /// <summary>Nothing is.</summary>
    Missing,

    /// <summary>The cluster has nothing that the requirement is about.</summary>
    NotApplicable,
}
