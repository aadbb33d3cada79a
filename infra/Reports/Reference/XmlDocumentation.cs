using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Infra.AddOns;
using Infra.Findings;
using Pulumi;

namespace Infra.Reports.Reference;

/// <summary>What the source says of a type or a member of the specification, from the file that the compiler writes beside the assembly.
/// Code is in backquotes, and what is referred to is named as a stack file names it.</summary>
internal static partial class XmlDocumentation
{
    private static readonly Lazy<Dictionary<string, XElement>> _members = new(Load);

    /// <summary>The summary.</summary>
    internal static string Summary(MemberInfo member) => Text(member, "summary") ?? "";

    /// <summary>What is used where the stack file says nothing; null if the source does not say.</summary>
    internal static string? Default(MemberInfo member) => Text(member, "value");

    private static string? Text(MemberInfo member, string part) =>
        _members.Value.GetValueOrDefault(Id(member))?.Element(part) is { } element
            ? Spaces().Replace(string.Concat(element.Nodes().Select(Plain)), " ").Trim()
            : null;

    private static string Id(MemberInfo member) => member is Type type
        ? $"T:{type.FullName}"
        : $"{(member is FieldInfo ? 'F' : 'P')}:{member.DeclaringType!.FullName}.{member.Name}";

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement see when see.Attribute("cref") is { } reference => $"`{Referred(reference.Value)}`",
        XElement other => string.Concat(other.Nodes().Select(Plain)),
        _ => "",
    };

    private static string Referred(string reference)
    {
        var name = reference[(reference.LastIndexOf('.') + 1)..];
        return reference[0] switch
        {
            'P' => JsonNamingPolicy.CamelCase.ConvertName(name),
            'F' when typeof(XmlDocumentation).Assembly.GetType(reference[2..reference.LastIndexOf('.')])?.GetField(name) is { } field =>
                Spelling.Of(field),
            _ when AddOnList.All.FirstOrDefault(addOn => addOn.GetType().Name == name) is { } addOn => addOn.Key,
            _ => JsonNamingPolicy.CamelCase.ConvertName(name.EndsWith("Spec", StringComparison.Ordinal) ? name[..^"Spec".Length] : name),
        };
    }

    private static Dictionary<string, XElement> Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Infra.xml");
        return File.Exists(path)
            ? XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member")
                .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal)
            : throw new RunException($"The documentation of the specification is not in {AppContext.BaseDirectory}: Infra.xml is missing.");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
