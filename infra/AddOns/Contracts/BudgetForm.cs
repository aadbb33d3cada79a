namespace Infra.AddOns.Contracts;

/// <summary>How a chart takes a pod disruption budget.</summary>
public enum BudgetForm
{
    /// <summary><c>enabled</c>; the chart decides the rest.</summary>
    Enabled,

    /// <summary><c>enabled</c> and <c>maxUnavailable</c>.</summary>
    EnabledWithMaximum,

    /// <summary><c>enabled</c> and <c>minAvailable</c>.</summary>
    EnabledWithMinimum,

    /// <summary><c>maxUnavailable</c>; empty where there is no budget.</summary>
    Maximum,

    /// <summary><c>minAvailable</c>.</summary>
    Minimum,
}
