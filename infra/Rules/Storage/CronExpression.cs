using System.Globalization;

namespace Infra.Rules.Storage;

/// <summary>Five-field numeric cron expressions, for Velero and etcd snapshots (https://pkg.go.dev/github.com/robfig/cron/v3).</summary>
internal static class CronExpression
{
    private static readonly (int Least, int Most)[] _fields = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];

    /// <summary>Whether each field is <c>*</c>, a number, a range, a list of them, or one of these with a step.</summary>
    internal static bool IsValid(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != _fields.Length)
        {
            return false;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            foreach (var part in fields[i].Split(','))
            {
                if (!IsPart(part, _fields[i].Least, _fields[i].Most))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsPart(string part, int least, int most)
    {
        var step = part.Split('/');
        if (step.Length > 2 || (step.Length == 2 && !IsNumber(step[1], 1, most, out _)))
        {
            return false;
        }

        if (step[0] == "*")
        {
            return true;
        }

        var ends = step[0].Split('-');
        if (ends.Length > 2 || !IsNumber(ends[0], least, most, out var first))
        {
            return false;
        }

        return ends.Length == 1 || (IsNumber(ends[1], least, most, out var last) && first <= last);
    }

    private static bool IsNumber(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
