using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using Infra.Findings;
using Infra.Specification;

namespace Infra.Rules.Accepted;

/// <summary>SPEC012, SPEC013 and SPEC014: what a stack accepts is found, has not expired, and may be accepted.</summary>
public static class Acceptances
{
    private const string Expired = "SPEC012";
    private const string Pointless = "SPEC013";
    private const string Impossible = "SPEC014";

    /// <summary>The findings about a stack file, with those marked that it accepts, and with the findings about what it accepts.</summary>
    /// <param name="platform">The stack.</param>
    /// <param name="findings">The findings about the stack file.</param>
    /// <param name="today">The day of the check in UTC; null where days do not matter: then nothing expires.</param>
    public static IEnumerable<Finding> OfCheck(PlatformSpec platform, ImmutableArray<Finding> findings, DateOnly? today) =>
        Marked(platform, findings, today, planned: false)
            .Concat(platform.Accepted.SelectMany((accepted, index) => Mistakes(accepted, $"accepted[{index}]", today)));

    /// <summary>The same for the findings about planned resources.</summary>
    /// <param name="platform">The stack.</param>
    /// <param name="findings">The findings about its plan.</param>
    /// <param name="today">The day of the check in UTC; null where days do not matter.</param>
    public static IEnumerable<Finding> OfPlan(PlatformSpec platform, ImmutableArray<Finding> findings, DateOnly? today) =>
        Marked(platform, findings, today, planned: true);

    private static IEnumerable<Finding> Marked(PlatformSpec platform, ImmutableArray<Finding> findings, DateOnly? today, bool planned)
    {
        var entries = platform.Accepted.Select((accepted, index) => new Entry(accepted, $"accepted[{index}]", Day(accepted.Until)))
            .Where(entry => IsPlanned(entry.Accepted.Code) == planned && entry.Until is { } until && !(until < today)).ToList();
        var used = new HashSet<Entry>();
        foreach (var finding in findings)
        {
            var entry = entries.Find(entry => entry.Matches(finding));
            if (entry is null)
            {
                yield return finding;
                continue;
            }

            used.Add(entry);
            var why = finding.Severity == Severity.Error ? Unacceptable.Why(finding.Code) : null;
            yield return why is null
                ? finding with { Accepted = new Acceptance(entry.Accepted.Reason, entry.Until!.Value) }
                : finding;
            if (why is not null)
            {
                yield return Finding.Error(
                    Impossible, entry.Path, $"the error {finding.Code} at {finding.Path} cannot be accepted: {why}. Mend it.");
            }
        }

        // A mistake in the text hides what rules would find.
        if (findings.Any(finding => finding.IsError && finding.Code.StartsWith("SPEC", StringComparison.Ordinal)))
        {
            yield break;
        }

        foreach (var entry in entries.Where(entry => !used.Contains(entry) && !IsAboutText(entry.Accepted.Code)))
        {
            var others = findings.Where(finding => finding.Code == entry.Accepted.Code).Select(finding => finding.Path).Distinct().ToList();
            var found = others.Count == 0 ? "" : $" It is found at {Spelling.List(others)}.";
            yield return Finding.Warning(
                Pointless, entry.Path,
                $"there is no finding {entry.Accepted.Code} at {entry.Accepted.Path}.{found} Correct the entry, or remove it.");
        }
    }

    private static IEnumerable<Finding> Mistakes(AcceptedSpec accepted, string path, DateOnly? today)
    {
        if (IsAboutText(accepted.Code))
        {
            yield return Finding.Error(
                Impossible, $"{path}.code", $"{accepted.Code} cannot be accepted: {Unacceptable.Why(accepted.Code)}. Mend it.");
        }

        if (string.IsNullOrWhiteSpace(accepted.Reason))
        {
            yield return Finding.Error(Impossible, $"{path}.reason", "there is no reason. Say why the company lives with the finding.");
        }

        if (Day(accepted.Until) is not { } until)
        {
            yield return Finding.Error(
                Impossible, $"{path}.until", $"\"{accepted.Until}\" is not a date. Allowed: year, month and day, such as 2027-06-30.");
        }
        else if (until < today)
        {
            yield return Finding.Warning(
                Expired, $"{path}.until",
                $"the acceptance of {accepted.Code} at {accepted.Path} ended on {Written(until)}. Mend what it accepted, or decide again.");
        }
        else if (today is { } now && until > now.AddYears(1))
        {
            yield return Finding.Error(
                Impossible, $"{path}.until", $"{Written(until)} is more than a year ahead. Allowed: at most {Written(now.AddYears(1))}.");
        }
    }

    // Codes of the rules about planned resources, and of the providers' schemas.
    private static bool IsPlanned(string code) => code.StartsWith("PL", StringComparison.Ordinal);

    private static bool IsAboutText(string code) => code.StartsWith("SPEC", StringComparison.Ordinal);

    // The engine passes a date without quotes as the instant at which it begins.
    private static DateOnly? Day(string text) => DateOnly.TryParseExact(
        text.EndsWith("T00:00:00Z", StringComparison.Ordinal) ? text[..^10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
        DateTimeStyles.None, out var day)
        ? day
        : null;

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Entry(AcceptedSpec Accepted, string Path, DateOnly? Until)
    {
        public bool Matches(Finding finding) => finding.Code == Accepted.Code
            && FileSystemName.MatchesSimpleExpression(Accepted.Path.Replace(@"\", @"\\", StringComparison.Ordinal), finding.Path);
    }
}
