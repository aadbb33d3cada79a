using System.Text.Json.Nodes;

namespace Infra.Reports.Reference;

/// <summary>Writes an explanation as JSON: <c>docs/schemas/explain.schema.json</c> describes it.</summary>
public static class ExplanationJson
{
    /// <summary>The explanation as text.</summary>
    public static string Write(Explanation explanation) => JsonText.Of(new JsonObject
    {
        ["asked"] = explanation.Asked,
        ["rule"] = explanation.Rule is { } rule
            ? new JsonObject { ["code"] = rule.Code, ["severity"] = rule.Severity, ["title"] = rule.Title, ["text"] = rule.Text }
            : null,
        ["keys"] = new JsonArray([.. explanation.Keys.Select(key =>
        {
            var json = Key(key);
            json["objects"] = new JsonArray([.. key.Objects.Select(Object)]);
            return json;
        })]),
    });

    private static JsonObject Object(SpecObject held) => new()
    {
        ["path"] = held.Path,
        ["kind"] = held.Kind,
        ["members"] = new JsonArray([.. held.Members.Select(Key)]),
    };

    private static JsonObject Key(SpecKey key) => new()
    {
        ["name"] = key.Name,
        ["path"] = key.Place,
        ["type"] = key.Type,
        ["required"] = key.IsRequired,
        ["default"] = key.Default?.DeepClone(),
        ["defaultText"] = key.DefaultText,
        ["description"] = key.Description,
        ["allowed"] = new JsonArray(
            [.. key.Allowed.Select(word => new JsonObject { ["word"] = word.Word, ["description"] = word.Description })]),
        ["example"] = key.Example,
        ["rules"] = JsonText.Texts(key.Rules),
    };
}
