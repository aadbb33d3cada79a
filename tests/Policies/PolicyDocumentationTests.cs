using System.Globalization;
using System.Text;
using Infra.AddOns.Security;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Policies;

/// <summary>The table of policies in the documentation is that of the program.</summary>
public sealed class PolicyDocumentationTests
{
    private const string Begin = "<!-- table -->\n", End = "<!-- /table -->";
    private static readonly string _page = Path.Combine(Repository.Root, "docs", "policies.md");

    [Fact]
    public async Task Documents_every_policy_as_its_files_describe_it()
    {
        var page = await File.ReadAllTextAsync(_page);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            page = page[..begin] + Table() + page[page.IndexOf(End, StringComparison.Ordinal)..];
            await File.WriteAllTextAsync(_page, page);
        }

        Assert.True(
            page[begin..page.IndexOf(End, StringComparison.Ordinal)] == Table(),
            "The table in docs/policies.md is not that of the policies. Accept it: ACCEPT_DOCS=1 dotnet test tests --filter " +
            "PolicyDocumentation");
    }

    private static string Table()
    {
        var table = new StringBuilder("| policy | what must hold | kinds | default | decided by | where |\n|---|---|---|---|---|---|\n");
        foreach (var policy in AdmissionPolicies.All)
        {
            var mode = policy.Mode switch { PolicyEnforcement.Warn => "warn", PolicyEnforcement.DryRun => "dry-run", _ => "deny" };
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| `{policy.Name}` | {policy.Template.Description} | {string.Join(", ", Kinds(policy).Distinct())} | {mode} | " +
                $"{(policy.Template.IsNative ? "API server (CEL)" : "Gatekeeper (Rego)")} | {policy.Where} |");
        }

        return table.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Kinds(AdmissionPolicy policy) => policy.Template.IsNative
        ? policy.Template.Read()["spec"]!["matchConstraints"]!["resourceRules"]!.AsArray()
            .SelectMany(rule => rule!["resources"]!.AsArray()).Select(resource => (string)resource!)
            .Where(resource => !resource.Contains('/', StringComparison.Ordinal))
        : policy.Kinds.SelectMany(kinds => kinds.Kinds).Select(kind => kind.ToLowerInvariant() + "s");
}
