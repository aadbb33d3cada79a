namespace Infra.Specification;

/// <summary>A finding that the company lives with for a while: it is shown as accepted and does not stop the plan.</summary>
public sealed record AcceptedSpec
{
    /// <summary>Code of the finding, for example <c>CLU071</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Path of the finding, for example <c>clusters[2]</c> or <c>berlin-logs</c>; <c>*</c> stands for any text.</summary>
    public required string Path { get; init; }

    /// <summary>Why, for whoever reads the plan.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day on which this holds, for example <c>2027-06-30</c>: at most a year ahead.</summary>
    public required string Until { get; init; }
}
