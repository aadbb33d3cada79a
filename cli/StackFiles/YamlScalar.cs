using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.StackFiles;

/// <summary>Types of YAML scalars in the core schema of YAML 1.2, which the Pulumi CLI also uses: an unquoted <c>1.30</c> is the number
/// 1.3.</summary>
internal static class YamlScalar
{
    public static JsonNode? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag == "tag:yaml.org,2002:str")
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            // 010 is 10 in YAML 1.2, but 8 for the Pulumi CLI: kept as text, it is refused where a number is expected.
            ['0', >= '0' and <= '9', ..] or ['+' or '-', '0', >= '0' and <= '9', ..] => JsonValue.Create(text),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
                JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }
}
