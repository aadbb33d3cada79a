using System.Diagnostics;
using System.Runtime.Versioning;
using FsCheck.Fluent;
using Infra.Facts.Documents;
using Infra.Tests.Specification;

namespace Infra.Tests.Facts.Documents;

[UnsupportedOSPlatform("windows")]
public class ShellTests
{
    [Fact]
    public void Quotes_a_word_so_that_the_shell_takes_it_as_it_is() => HostileText.Check(
        1, HostileText.Any.Where(text => !text.Contains('\0', StringComparison.Ordinal)).ArrayOf(100), words =>
            Assert.Equal(
                string.Concat(words.Select(word => $"{word}\n")),
                Run($"printf '%s\\n' {string.Join(' ', words.Select(Shell.Quote))}")));

    [Fact]
    public void Ends_a_document_by_a_word_that_is_none_of_its_lines()
    {
        const string Text = "a $(id) `id` \\\nEND_OF_FILE\nEND_OF_FILE_\necho no\n";

        Assert.Equal(Text, Run($"cat {Shell.Document(Text, "END_OF_FILE")}\n"));
        Assert.Equal("<<'END'\na\nEND", Shell.Document("a\n", "END"));
    }

    private static string Run(string script)
    {
        using var bash = Process.Start(
            new ProcessStartInfo("bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        bash.StandardInput.Write(script);
        bash.StandardInput.Close();
        return bash.StandardOutput.ReadToEnd();
    }
}
