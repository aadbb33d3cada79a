namespace Infra.Specification.Clusters;

/// <summary>The weekly maintenance window in UTC for AKS's own releases, Kubernetes versions and node images.</summary>
public sealed record MaintenanceWindowSpec
{
    /// <summary>Day of the week.</summary>
    /// <value>sunday</value>
    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    /// <summary>Hour of the day at which it starts, 0 to 23.</summary>
    /// <value>2</value>
    public int StartHour { get; init; } = 2;

    /// <summary>Length in hours, 4 to 24 (the limits of AKS).</summary>
    /// <value>4</value>
    public int DurationHours { get; init; } = 4;
}
