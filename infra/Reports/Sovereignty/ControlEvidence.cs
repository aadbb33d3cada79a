using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Infra.Findings;

namespace Infra.Reports.Sovereignty;

/// <summary>What of a plan speaks for a control, and what against it. Evidence for whoever audits, never a certificate: no plan shows how
/// people work.</summary>
/// <param name="Framework">The catalogue.</param>
/// <param name="Control">The control.</param>
/// <param name="Shown">How many rows speak for it.</param>
/// <param name="Of">Of how many that it is about.</param>
/// <param name="Passed">How many rows each of its rules passed, by code; a rule that looked at none is left out.</param>
/// <param name="Open">What its rules found.</param>
public sealed record ControlEvidence(
    ControlFramework Framework, Control Control, int Shown, int Of, ImmutableSortedDictionary<string, int> Passed,
    ImmutableArray<Finding> Open)
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly Lazy<ImmutableArray<ControlFramework>> _frameworks = new(() =>
    {
        using var stream = typeof(ControlEvidence).Assembly.GetManifestResourceStream("Infra.Reports.controls.json")!;
        return JsonSerializer.Deserialize<Document>(stream, _format)!.Frameworks;
    });

    /// <summary>The catalogues, as <c>infra/Reports/Sovereignty/controls.json</c> has them.</summary>
    public static ImmutableArray<ControlFramework> Frameworks => _frameworks.Value;

    /// <summary>The evidence of a report, control by control.</summary>
    public static ImmutableArray<ControlEvidence> For(SovereigntyReport report)
    {
        var passed = report.Rows.SelectMany(row => row.Passed).CountBy(code => code).ToDictionary(StringComparer.Ordinal);
        var open = report.Rows.SelectMany(row => row.Open).Distinct().ToLookup(finding => finding.Code, StringComparer.Ordinal);
        return report.Borders is null ? [] :
        [
            .. from framework in Frameworks
               from control in framework.Controls
               let rows = Count(report.Rows, control.Shows)
               select new ControlEvidence(
                   framework, control, rows.Shown, rows.Of,
                   control.Rules.Where(passed.ContainsKey)
                       .ToImmutableSortedDictionary(code => code, code => passed[code], StringComparer.Ordinal),
                   [.. control.Rules.SelectMany(code => open[code])]),
        ];
    }

    private static (int Shown, int Of) Count(IReadOnlyCollection<DataRow> rows, ControlEvidenceKind kind)
    {
        var (about, shown) = kind switch
        {
            ControlEvidenceKind.Place => ((Func<DataRow, bool>)(_ => true), (Func<DataRow, bool>)(row => row.Place.Country is not null)),
            ControlEvidenceKind.Law => (_ => true, row => !row.Place.Laws.IsEmpty),
            ControlEvidenceKind.Key => (row => row.Key is not null, row => row.Key!.Owner == KeyOwner.Customer),
            ControlEvidenceKind.Way => (_ => true, row => row.Reach.Way is not (DataWay.Public or DataWay.NotKnown)),
            ControlEvidenceKind.Kept => (row => row.Role == DataRole.Stores, row => row.Kept is not null),
            _ => (_ => true, _ => true),
        };
        var counted = rows.Where(about).ToList();
        return (counted.Count(shown), counted.Count);
    }

    private sealed record Document(ImmutableArray<ControlFramework> Frameworks);
}
