using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Reports.Pages;

/// <summary>A plan as one page for a browser: complete in itself, and the same bytes for the same plan. It asks for nothing from anywhere,
/// and its policy lets it run its own script alone.</summary>
public static partial class ReportPage
{
    // The default encoder escapes whatever could end the element that holds the data.
    private static readonly JsonSerializerOptions _data = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The page as text.</summary>
    public static string Write(PlatformPlan plan)
    {
        var (style, script) = (Asset("page.css"), Asset("page.js"));
        return Marker().Replace(Asset("page.html"), marker => marker.Groups["name"].Value switch
        {
            "title" => WebUtility.HtmlEncode($"{plan.Project}/{plan.Stack}"),
            "policy" => "default-src 'none'; base-uri 'none'; form-action 'none'; "
                + $"style-src '{Digest(style)}'; script-src '{Digest(script)}'",
            "style" => style,
            "script" => script,
            "data" => PageJson.Of(plan).ToJsonString(_data),
            var name => throw new InvalidOperationException($"page.html has an unknown marker: {name}"),
        });
    }

    private static string Digest(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Asset(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"Infra.Reports.Pages.{name}")!;
        using var reader = new StreamReader(stream);
        // A browser reads a page with a line end of one character, whatever a checkout wrote.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    [GeneratedRegex("{{(?<name>[a-z]+)}}")]
    private static partial Regex Marker();
}
