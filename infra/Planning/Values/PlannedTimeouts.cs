using System.Globalization;

namespace Infra.Planning.Values;

/// <summary>How long a provider may take for a resource; null means the default of the provider.</summary>
/// <param name="Create">For making it.</param>
/// <param name="Update">For changing it.</param>
/// <param name="Delete">For deleting it.</param>
public sealed record PlannedTimeouts(TimeSpan? Create, TimeSpan? Update, TimeSpan? Delete)
{
    /// <summary>Those that are set by the name of the operation, as durations of Go without units that are zero: <c>1h30m</c>.</summary>
    public IEnumerable<(string Operation, string Duration)> Set
    {
        get
        {
            if (Create is { } create)
            {
                yield return ("create", Duration(create));
            }

            if (Update is { } update)
            {
                yield return ("update", Duration(update));
            }

            if (Delete is { } delete)
            {
                yield return ("delete", Duration(delete));
            }
        }
    }

    private static string Duration(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
        {
            return "0s";
        }

        var hours = (long)time.TotalHours;
        var seconds = time.Ticks % TimeSpan.TicksPerMinute / (decimal)TimeSpan.TicksPerSecond;
        return string.Concat(
            hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours}h") : "",
            time.Minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m") : "",
            seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#######}s") : "");
    }
}
