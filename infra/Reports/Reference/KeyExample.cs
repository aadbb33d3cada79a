using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Specification.Reading;

namespace Infra.Reports.Reference;

/// <summary>A line of YAML with a key: what its documentation gives as an example, a word that it takes, or the required members of what
/// it holds.</summary>
internal static partial class KeyExample
{
    /// <summary>The line.</summary>
    internal static string Of(SpecKey key) => $"{key.Name}: {Value(key, key.Contract)}";

    private static string Value(SpecKey key, RecordContract? contract) => key.Deciding is { } kinds
        ? kinds[0].Word
        : contract is null ? "{ keda: {} }" : OfContract(key, contract);

    private static string OfContract(SpecKey key, RecordContract contract) => contract.Kind switch
    {
        RecordContract.Form.List => $"[{Value(key, RecordContract.Of(contract.Element!))}]",
        RecordContract.Form.Map => $"{{ name: {Value(key, RecordContract.Of(contract.Element!))} }}",
        RecordContract.Form.Record when key.Objects is [var first, ..] => Object(first),
        RecordContract.Form.Enumeration => key.Allowed[^1].Word,
        _ => Type.GetTypeCode(contract.Type) switch
        {
            TypeCode.Boolean => key.Default?.GetValue<bool>() == true ? "false" : "true",
            TypeCode.Int32 => key.Default is JsonValue number ? number.ToJsonString() : "1",
            // Whatever it would be, an example that nobody wrote only misleads.
            _ => Given().Match(key.Description) is { Success: true } given ? Quoted(given.Groups["text"].Value.Trim('"')) : "…",
        },
    };

    private static string Object(SpecObject held)
    {
        string[] members =
        [
            .. held.Kind is { } kind ? [$"{held.Discriminator}: {kind}"] : Array.Empty<string>(),
            .. held.Members.Where(member => member.IsRequired).Select(Of),
        ];
        return members.Length == 0 ? "{}" : $"{{ {string.Join(", ", members)} }}";
    }

    private static string Quoted(string text) => Plain().IsMatch(text) ? text : $"\"{text}\"";

    [GeneratedRegex("for example `(?<text>[^`]+)`")]
    private static partial Regex Given();

    // What YAML takes for text, without quotes.
    [GeneratedRegex("^[a-zA-Z/][a-zA-Z0-9._/-]*$")]
    private static partial Regex Plain();
}
