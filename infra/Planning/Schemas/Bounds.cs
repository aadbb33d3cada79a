using System.Globalization;

namespace Infra.Planning.Schemas;

/// <summary>The range of a number or a count; an absent end is open.</summary>
internal readonly record struct Bounds(double? Least, double? Most)
{
    /// <summary>What is allowed instead of a number; null if the number is in range.</summary>
    /// <param name="number">The number.</param>
    /// <param name="unit">What it counts, in the plural, after a space; empty for a plain number.</param>
    internal string? Allowed(double number, string unit)
    {
        if (!(number < Least) && !(number > Most))
        {
            return null;
        }

        return (Least, Most) switch
        {
            ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}{unit}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"at least {least}{unit}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"at most {Most}{unit}"),
        };
    }
}
