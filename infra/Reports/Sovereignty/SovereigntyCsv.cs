using Infra.Findings;

namespace Infra.Reports.Sovereignty;

/// <summary>Writes where data is as CSV (RFC 4180, with line feeds), a row for each resource.</summary>
public static class SovereigntyCsv
{
    private static readonly string[] _columns =
    [
        "cluster", "role", "what", "type", "name", "country", "region", "operator", "laws", "place said by", "key managed by", "key",
        "reached by", "reached through", "kept", "passed", "open",
    ];

    /// <summary>The report as text.</summary>
    public static string Write(SovereigntyReport report) =>
        string.Concat(report.Rows.Select(Cells).Prepend(_columns).Select(cells => $"{string.Join(',', cells.Select(Cell))}\n"));

    private static string?[] Cells(DataRow row) =>
    [
        row.Cluster, Spelling.Of(row.Role), row.What, row.Type, row.Name, row.Place.Country, row.Place.Region, row.Place.Operator,
        string.Join(' ', row.Place.Laws), row.Place.Source, row.Key is { } key ? Spelling.Of(key.Owner) : null, row.Key?.Name,
        Spelling.Of(row.Reach.Way), row.Reach.Detail, row.Kept, string.Join(' ', row.Passed),
        string.Join(' ', row.Open.Select(finding => finding.Code).Distinct()),
    ];

    // What a spreadsheet would take for a formula is text to it after an apostrophe.
    private static string Cell(string? text)
    {
        text = text is ['=' or '+' or '-' or '@', ..] ? $"'{text}" : text ?? "";
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
