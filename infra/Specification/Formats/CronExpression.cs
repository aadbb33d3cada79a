using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Specification.Formats;

/// <summary>A five-field numeric cron expression, for Velero and etcd snapshots (https://pkg.go.dev/github.com/robfig/cron/v3): each field
/// is <c>*</c>, a number, a range, a list of them, or one of these with a step.</summary>
public sealed class CronExpression
{
    private static readonly (int Least, int Most)[] _fields = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];

    // Two leap years with all that is between them, so that even the 29th of February comes twice.
    private static readonly ImmutableArray<DateOnly> _days = [.. Enumerable.Range(0, 2200).Select(new DateOnly(2027, 1, 1).AddDays)];

    private readonly ImmutableArray<int> _times;
    private readonly ImmutableArray<bool> _runs;

    private CronExpression(ImmutableArray<ImmutableSortedSet<int>> fields, bool anyDay, bool anyWeekday)
    {
        _times = [.. from hour in fields[1] from minute in fields[0] select (hour * 60) + minute];
        _runs =
        [
            .. _days.Select(day => fields[3].Contains(day.Month)
                // Where both are restricted, either is enough, as in every cron.
                && (anyDay || anyWeekday
                    ? fields[2].Contains(day.Day) && fields[4].Contains((int)day.DayOfWeek)
                    : fields[2].Contains(day.Day) || fields[4].Contains((int)day.DayOfWeek))),
        ];
    }

    /// <summary>Whether it ever runs: the 31st of February never comes.</summary>
    public bool EverRuns => _runs.Contains(true);

    /// <summary>The shortest time between two runs in minutes; a day where there is one time a day.</summary>
    public int LeastMinutes
    {
        get
        {
            const int Day = 24 * 60;
            var within = _times.Zip(_times.Skip(1), (first, second) => second - first);
            var overnight = _runs.Zip(_runs.Skip(1), (today, tomorrow) => today && tomorrow).Any(both => both);
            return overnight ? within.Append(_times[0] + Day - _times[^1]).Min() : within.DefaultIfEmpty(Day).Min();
        }
    }

    /// <summary>The longest time between two runs in minutes: what is written in it is in no backup; two years where it runs once at most
    /// in that time. Only for one that ever runs.</summary>
    public int MostMinutes
    {
        get
        {
            const int Day = 24 * 60;
            var days = _runs.Select((runs, index) => (runs, index)).Where(day => day.runs).Select(day => day.index).ToList();
            var within = _times.Zip(_times.Skip(1), (first, second) => second - first);
            var between = days.Zip(days.Skip(1), (first, second) => ((second - first) * Day) - _times[^1] + _times[0]);
            return within.Concat(between).DefaultIfEmpty(_runs.Length * Day).Max();
        }
    }

    /// <summary>Reads an expression; null where it is none.</summary>
    public static CronExpression? Read(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != _fields.Length)
        {
            return null;
        }

        var values = fields.Zip(_fields, (field, limits) => Values(field, limits.Least, limits.Most)).ToImmutableArray();
        return values.Any(value => value.IsEmpty) ? null : new CronExpression(values, fields[2][0] == '*', fields[4][0] == '*');
    }

    private static ImmutableSortedSet<int> Values(string field, int least, int most)
    {
        var values = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var part in field.Split(','))
        {
            if (Part(part, least, most) is not { } found)
            {
                return [];
            }

            values.UnionWith(found);
        }

        return values.ToImmutable();
    }

    private static IEnumerable<int>? Part(string part, int least, int most)
    {
        var (range, step) = (part.Split('/'), 1);
        if (range.Length > 2 || (range.Length == 2 && !IsNumber(range[1], 1, most, out step)))
        {
            return null;
        }

        var ends = range[0].Split('-');
        var (first, last) = (least, most);
        if (range[0] != "*" && (ends.Length > 2 || !IsNumber(ends[0], least, most, out first)
            || (ends.Length == 2 && (!IsNumber(ends[1], least, most, out last) || first > last))))
        {
            return null;
        }

        // A number with a step goes on to the end, as the library reads it.
        last = range[0] != "*" && ends.Length == 1 && range.Length == 1 ? first : last;
        return Enumerable.Range(0, ((last - first) / step) + 1).Select(index => first + (index * step));
    }

    private static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
