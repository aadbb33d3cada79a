using System.Globalization;

namespace Infra.Planning.Schemas;

/// <summary>From where to where a number or a count may go; an end that is absent is open.</summary>
internal readonly record struct Bounds(double? Least, double? Most)
{
    /// <summary>What is allowed instead of a number; absent where the number fits.</summary>
    /// <param name="number">The number.</param>
    /// <param name="unit">What it counts, in the plural, after a space; empty for a plain number.</param>
    internal string? Allowed(double number, string unit)
    {
        if (!(number < Least) && !(number > Most)) return null;
        return (Least, Most) switch
        {
            ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}{unit}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"at least {least}{unit}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"at most {Most}{unit}"),
        };
    }
}
