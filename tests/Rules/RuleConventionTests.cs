using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Tests.Rules;

/// <summary>What holds for every rule, so that none is forgotten.</summary>
public partial class RuleConventionTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));

    [Fact]
    public void Every_code_in_the_source_has_a_section_in_the_documentation_and_the_other_way_round()
    {
        var used = Sources("infra").SelectMany(file => Codes(QuotedCode(), file)).ToHashSet();
        var sections = Codes(SectionCode(), Path.Combine(_root, "docs/rules.md"));

        Assert.NotEmpty(used);
        Assert.Equal(used.Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_section_of_the_documentation_shows_its_line_and_how_to_mend_it()
    {
        var sections = File.ReadAllText(Path.Combine(_root, "docs/rules.md")).Split("\n## ").Skip(1);

        Assert.All(sections, section =>
        {
            Assert.Matches($"```text\n{section.Split(' ')[0]} (error|warning) [^ ]+: .+\n```\n", section);
            Assert.Contains("\nTo fix: ", section, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_code_belongs_to_one_rule()
    {
        var owners = Sources("infra/Rules")
            .SelectMany(file => Codes(QuotedCode(), file).Distinct().Select(code => (Code: code, File: file)))
            .GroupBy(owner => owner.Code, owner => owner.File);

        Assert.All(owners, files => Assert.Single(files));
    }

    [Fact]
    public void A_finding_is_one_line_however_strange_what_it_quotes()
    {
        var finding = Finding.Error("CLU001", "a\nb", $"\"{new string('x', 500)}\" and \"a\u2028b\u202ec\u001b[31m\" are not allowed.");

        Assert.Equal(
            $"CLU001 error a\\u000ab: \"{new string('x', 80)}…\" and \"a\\u2028b\\u202ec\\u001b[31m\" are not allowed.",
            finding.ToString());
    }

    [Fact]
    public void Every_rule_is_listed()
    {
        var rules = typeof(RuleSet).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (type.IsAssignableTo(typeof(ISpecRule)) || type.IsAssignableTo(typeof(IPlanRule))));
        var listed = RuleSet.Spec.Cast<object>().Concat(RuleSet.Plan).Select(rule => rule.GetType().FullName);

        Assert.Equal(rules.Select(type => type.FullName).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_tests_that_accept_and_that_reject()
    {
        var methods = typeof(RuleConventionTests).Assembly.GetTypes()
            .ToLookup(type => type.Name, type => type.GetMethods().Select(method => method.Name));

        Assert.All(RuleSet.Spec, rule =>
        {
            var tests = methods[$"{rule.GetType().Name}Tests"].SelectMany(names => names).ToList();
            Assert.Contains(tests, name => name.StartsWith("Accepts_", StringComparison.Ordinal));
            Assert.Contains(tests, name => name.StartsWith("Rejects_", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void No_type_of_Pulumi_is_reachable_from_a_specification()
    {
        var pending = new Queue<Type>(
            typeof(PlatformSpec).Assembly.GetTypes().Where(type => type.Namespace == typeof(PlatformSpec).Namespace));
        var seen = new HashSet<Type>();
        while (pending.TryDequeue(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            Assert.False(type.Namespace?.StartsWith("Pulumi", StringComparison.Ordinal) == true, $"{type} is reachable.");
            foreach (var argument in type.GenericTypeArguments)
            {
                pending.Enqueue(argument);
            }

            if (type.Namespace?.StartsWith("Infra", StringComparison.Ordinal) != true)
            {
                continue;
            }

            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                pending.Enqueue(property.PropertyType);
            }
        }
    }

    [Fact]
    public void A_report_has_a_line_for_each_error_and_none_for_warnings() =>
        Assert.Equal(
            "CLU001 error a: x\nCLU002 error b: y",
            RuleSet.Report([Finding.Error("CLU001", "a", "x"), Finding.Warning("CLU003", "c", "z"), Finding.Error("CLU002", "b", "y")]));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(_root, folder), "*.cs", SearchOption.AllDirectories);

    private static IEnumerable<string> Codes(Regex pattern, string file) =>
        pattern.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("\"((?:SPEC|SOV|CLU|GPU|ADD|PLAN|PLN|TEAM)[0-9]{3})\"")]
    private static partial Regex QuotedCode();

    [GeneratedRegex("^## ((?:SPEC|SOV|CLU|GPU|ADD|PLAN|PLN|TEAM)[0-9]{3}) ", RegexOptions.Multiline)]
    private static partial Regex SectionCode();
}
