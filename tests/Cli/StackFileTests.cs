using System.Diagnostics;
using System.Globalization;
using System.Text;
using Infra.Cli.StackFiles;

namespace Infra.Tests.Cli;

/// <summary>A stack file reaches the rules exactly as the Pulumi CLI would hand it to the program.</summary>
public class StackFileTests
{
    [Fact]
    public void Reads_scalars_as_text_and_objects_as_json()
    {
        using var project = new ProjectFolder("""
            config:
              ai-platform:organization: acme
              ai-platform:sovereignty: { locations: [eu], operators: [eu, us] }
            """);

        var inputs = StackFile.Read(project.Directory, "test");

        Assert.Equal("ai-platform", inputs.Project);
        Assert.Equal("test", inputs.Stack);
        Assert.Equal("acme", inputs.Config["ai-platform:organization"]);
        Assert.Equal("""{"locations":["eu"],"operators":["eu","us"]}""", inputs.Config["ai-platform:sovereignty"]);
    }

    [Fact]
    public void Reads_an_unquoted_version_as_the_number_that_it_is()
    {
        using var project = new ProjectFolder("""
            config:
              ai-platform:clusters: [{ version: 1.30, zones: 3, quoted: "1.30", spot: true, none: ~ }]
            """);

        Assert.Equal(
            """[{"version":1.3,"zones":3,"quoted":"1.30","spot":true,"none":null}]""",
            StackFile.Read(project.Directory, "test").Config["ai-platform:clusters"]);
    }

    [Fact]
    public void Keeps_the_name_of_a_secret_and_never_its_value()
    {
        using var project = new ProjectFolder("""
            config:
              ai-platform:berlin-kubeconfig: { secure: "v1:abc:def" }
              ai-platform:nested: { user: me, password: { secure: "v1:abc:def" } }
            """);

        var inputs = StackFile.Read(project.Directory, "test");

        Assert.Equal(["ai-platform:berlin-kubeconfig", "ai-platform:nested"], inputs.SecretKeys);
        Assert.Empty(inputs.Config);
    }

    [Fact]
    public void Takes_a_key_without_namespace_for_one_of_the_project()
    {
        using var project = new ProjectFolder("config: { organization: acme }");

        Assert.Equal("acme", StackFile.Read(project.Directory, "test").Config["ai-platform:organization"]);
    }

    [Fact]
    public void Rejects_a_stack_that_is_not_there_and_names_those_that_are()
    {
        using var project = new ProjectFolder("config: {}", "dev");
        project.Write("Pulumi.prod.yaml", "config: {}");

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "pord"));

        Assert.Equal(
            $"Pulumi.pord.yaml is not in {project.Directory.FullName}. Did you mean \"prod\"? Stacks in that folder: dev, prod.",
            mistake.Message);
    }

    [Fact]
    public void Rejects_a_few_aliases_that_stand_for_more_than_the_memory_holds()
    {
        var text = new StringBuilder("config:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        using var project = new ProjectFolder(text.ToString());

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test"));

        Assert.Equal("Pulumi.test.yaml:2:36: the file is too large once its aliases are expanded.", mistake.Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("[", "")]
    [InlineData("{ a: ", "}")]
    public void Rejects_lists_and_mappings_so_deep_that_reading_them_would_end_the_process(string open, string close)
    {
        const int depth = 100_000;
        using var project = new ProjectFolder($"config: {Repeated(open)}{Repeated(close)}");

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test"));

        Assert.Equal($"Pulumi.test.yaml:1:{9 + (60 * open.Length)}: lists and mappings are nested more than 60 deep.", mistake.Message);

        static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, depth));
    }

    [Theory]
    [InlineData("pipe", "Pulumi.test.yaml")]
    [InlineData("pipe", "Pulumi.yaml")]
    [InlineData("/dev/zero", "Pulumi.test.yaml")]
    [InlineData("/proc/self/mem", "Pulumi.test.yaml")]
    [InlineData("", "Pulumi.test.yaml")]
    public void Rejects_at_once_what_is_no_file_of_text(string target, string file)
    {
        using var project = new ProjectFolder("config: {}");
        var path = Path.Combine(project.Directory.FullName, file);
        File.Delete(path);
        if (target == "pipe")
        {
            using var mkfifo = Process.Start("mkfifo", [path]);
            mkfifo.WaitForExit();
        }
        else if (target.Length > 0)
        {
            File.CreateSymbolicLink(path, target);
        }
        else
        {
            project.Write(file, "");
        }

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test"));

        Assert.Equal($"{file}: the file is empty, or it is a pipe, a device or a socket.", mistake.Message);
    }

    [Fact]
    public void Rejects_a_file_that_is_too_large_for_a_stack()
    {
        using var project = new ProjectFolder();
        using (var large = File.Create(Path.Combine(project.Directory.FullName, "Pulumi.test.yaml")))
        {
            large.SetLength(17 << 20);
        }

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test"));

        Assert.Equal("Pulumi.test.yaml: the file has 17 MiB. Allowed: at most 16 MiB.", mistake.Message);
    }

    [Fact]
    public void Reads_two_megabytes_in_seconds()
    {
        var lines = Enumerable.Range(0, 60_000).Select(number => $"    - {{ name: c{number}, region: berlin, version: \"1.35\" }}\n");
        using var project = new ProjectFolder($"config:\n  ai-platform:clusters:\n{string.Concat(lines)}");

        Assert.True(StackFile.Read(project.Directory, "test").Config["ai-platform:clusters"].Length > 2_000_000);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Reads_a_file_with_a_byte_order_mark(string encoding)
    {
        using var project = new ProjectFolder();
        File.WriteAllText(
            Path.Combine(project.Directory.FullName, "Pulumi.test.yaml"), "config: { organization: ä }", Encoding.GetEncoding(encoding));

        Assert.Equal("ä", StackFile.Read(project.Directory, "test").Config["ai-platform:organization"]);
    }

    [Fact]
    public void Rejects_UTF16_without_a_byte_order_mark_and_other_NUL_characters()
    {
        using var project = new ProjectFolder("config:\n  a: \0b");

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test"));

        Assert.Equal("Pulumi.test.yaml:2: the file is not UTF-8 text: it contains a NUL character.", mistake.Message);
    }

    [Fact]
    public void Rejects_a_file_that_is_no_UTF8()
    {
        using var project = new ProjectFolder();
        File.WriteAllBytes(Path.Combine(project.Directory.FullName, "Pulumi.test.yaml"), "config: { a: ä }"u8.ToArray()[..^3]);

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test"));

        Assert.Equal("Pulumi.test.yaml: the file is not UTF-8 text.", mistake.Message);
    }

    [Fact]
    public void Leaves_a_number_with_a_leading_zero_as_text_since_YAML_readers_differ()
    {
        using var project = new ProjectFolder("config: { ai-platform:clusters: [{ max: 010, min: 0, share: 0.5 }] }");

        Assert.Equal(
            """[{"max":"010","min":0,"share":0.5}]""", StackFile.Read(project.Directory, "test").Config["ai-platform:clusters"]);
    }

    [Fact]
    public void Takes_the_name_of_a_file_for_that_of_its_stack_when_it_suggests_one()
    {
        using var project = new ProjectFolder("config: {}", "dev");

        var mistake = Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "Pulumi.dev.yaml"));

        Assert.Equal(
            $"Pulumi.Pulumi.dev.yaml.yaml is not in {project.Directory.FullName}. Did you mean \"dev\"? Stacks in that folder: dev.",
            mistake.Message);
    }

    [Theory]
    [InlineData("config: ]", "Pulumi.test.yaml:1:9: not valid YAML: ")]
    [InlineData("config:\n  a: \"1.35\"*a",
        "Pulumi.test.yaml:2:12: not valid YAML: an alias follows a value.")]
    [InlineData("- a", "Pulumi.test.yaml:1:1: the file must be a mapping.")]
    [InlineData("config: text", "Pulumi.test.yaml:1:9: config must be a mapping of keys to values.")]
    [InlineData("config:\n  a: 1\n  a: 2", "Pulumi.test.yaml:3:3: not valid YAML: ")]
    [InlineData("config:\n  a: 1\n  ai-platform:a: 2",
        "Pulumi.test.yaml:3:3: ai-platform:a is given twice, with its namespace and without. Keep one.")]
    [InlineData("config:\n  ? [a]\n  : 1", "Pulumi.test.yaml:2:5: a key must be a string.")]
    [InlineData("config:\n  &a [ { *a : 1 } ]: 1", "Pulumi.test.yaml:2:3: a key must be a string.")]
    [InlineData("config:\n  a: &a [ { *a : 1 } ]", "Pulumi.test.yaml:2:13: a key must be a string.")]
    [InlineData("config:\n  a: { <<: { b: 1 } }", "Pulumi.test.yaml:2:8: merge keys are not supported here; write the members out.")]
    [InlineData("config:\n  a: { secure: '' }",
        "Pulumi.test.yaml:2:16: secure contains no ciphertext. Set the secret with: pulumi config set --secret.")]
    [InlineData("config:\n  a: &a [*a]", "Pulumi.test.yaml:2:6: lists and mappings are nested more than 60 deep.")]
    public void Rejects_what_is_not_a_stack_file_and_says_where(string text, string message)
    {
        using var project = new ProjectFolder(text);

        Assert.StartsWith(
            message,
            Assert.Throws<StackFileException>(() => StackFile.Read(project.Directory, "test")).Message,
            StringComparison.Ordinal);
    }
}
