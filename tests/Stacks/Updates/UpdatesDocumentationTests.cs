using System.Text;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks.Updates;

/// <summary>The page about updates shows what the engine would do.</summary>
public sealed class UpdatesDocumentationTests
{
    private const string Accept = "ACCEPT_DOCS=1 dotnet test tests --filter Documentation";
    private static readonly string _page = Path.Combine(Repository.Root, "docs", "updates.md");

    [Fact]
    public async Task Shows_what_every_change_does()
    {
        var page = await File.ReadAllTextAsync(_page);
        var begin = page.IndexOf("\n## EKS\n", StringComparison.Ordinal);
        var expected = page[..begin] + await SectionsAsync();
        if (Environment.GetEnvironmentVariable("ACCEPT_DOCS") == "1")
        {
            await File.WriteAllTextAsync(_page, expected);
            return;
        }

        Assert.True(page == expected, $"docs/updates.md does not show what the changes do. Accept it: {Accept}\n{expected[begin..]}");
    }

    private static async Task<string> SectionsAsync()
    {
        var text = new StringBuilder();
        foreach (var stack in EverydayChanges.All.GroupBy(change => change.Stack))
        {
            text.Append("\n## ").Append(stack.Key).Append('\n');
            foreach (var change in stack)
            {
                var lines = await EverydayChanges.LinesAsync(change);
                text.Append("\n### ").Append(change.Title).Append("\n\n```text\n")
                    .AppendJoin('\n', lines.IsEmpty ? ["nothing"] : lines).Append("\n```\n");
            }
        }

        return text.ToString();
    }
}
