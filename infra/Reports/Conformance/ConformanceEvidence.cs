using Infra.Planning;

namespace Infra.Reports.Conformance;

/// <summary>A planned resource that a requirement rests on.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Setting">What of it counts, with its value; null: that it is there.</param>
public sealed record ConformanceEvidence(PlannedResource Resource, string? Setting = null)
{
    /// <summary>As a line: the resource by its logical name, and the setting.</summary>
    public override string ToString() => Setting is null ? Resource.Name : $"{Resource.Name}: {Setting}";
}
