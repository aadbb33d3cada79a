namespace Infra.Specification.Observability;

/// <summary>Where a cluster keeps its logs itself.</summary>
public enum LogPlace
{
    /// <summary>In a store of its own, in its region.</summary>
    Own,
}
