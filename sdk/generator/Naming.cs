using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Pulumi.Generator;

/// <summary>Names and literals of C# code.</summary>
public static class Naming
{
    /// <summary>Raises the first letter alone: <c>enableFIPS</c> becomes <c>EnableFIPS</c>.</summary>
    public static string Pascal(string name) => Identifier(name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1));

    /// <summary>Replaces what an identifier may not contain by an underscore.</summary>
    public static string Identifier(string name)
    {
        var result = new StringBuilder(name);
        for (var index = 0; index < result.Length; index++)
        {
            if (!SyntaxFacts.IsIdentifierPartCharacter(result[index]))
            {
                result[index] = '_';
            }
        }

        return name.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(result[0]) ? result.ToString() : $"_{result}";
    }

    /// <summary>A parameter name, with @ where it is a keyword.</summary>
    public static string Parameter(string name)
    {
        var identifier = Identifier(name);
        return SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : $"@{identifier}";
    }

    /// <summary>The member name of an enumeration value: no run of underscores, none at the start, and not <c>Equals</c>.</summary>
    public static string EnumMember(string name, string type)
    {
        var identifier = Regex.Replace(Pascal(name), "_+", "_");
        return identifier[0] == '_' ? type + identifier : identifier == "Equals" ? "EqualsValue" : identifier;
    }

    /// <summary>A C# string literal.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A C# literal of a JSON string, number or Boolean.</summary>
    public static string Literal(object value) => value switch
    {
        string text => Literal(text),
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new SchemaException($"{value} is not a string, a number or a Boolean"),
    };
}
