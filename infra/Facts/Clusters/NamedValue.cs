namespace Infra.Facts.Clusters;

/// <summary>A value of the specification whose form a cloud prescribes.</summary>
/// <param name="Member">The member that holds it.</param>
/// <param name="Value">What was given.</param>
/// <param name="Fits">Whether it has the form.</param>
/// <param name="Form">What it should be, and what is allowed, as in a message.</param>
public sealed record NamedValue(string Member, string Value, bool Fits, string Form);
