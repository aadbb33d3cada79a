namespace Infra.Reports.Sovereignty;

/// <summary>What resources of a type have to do with data.</summary>
/// <param name="Role">What they do with it.</param>
/// <param name="What">Which data, in a few words.</param>
public sealed record DataType(DataRole Role, string What);
