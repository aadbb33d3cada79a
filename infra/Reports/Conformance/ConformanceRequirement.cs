namespace Infra.Reports.Conformance;

/// <summary>A requirement of Kubernetes AI Conformance.</summary>
/// <param name="Id">Its id in the checklist.</param>
/// <param name="Group">Where the checklist has it.</param>
/// <param name="Must">Whether a product must meet it; otherwise it should.</param>
/// <param name="Answer">What the plan of a cluster shows of it.</param>
public sealed record ConformanceRequirement(string Id, string Group, bool Must, Func<PlannedCluster, ConformanceAnswer> Answer)
{
    /// <summary>Its level, as the checklist writes it.</summary>
    public string Level => Must ? "MUST" : "SHOULD";
}
