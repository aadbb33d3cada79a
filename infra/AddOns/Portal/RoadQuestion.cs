using System.Text.Json.Nodes;

namespace Infra.AddOns.Portal;

/// <summary>A question of a form, whose answer becomes a value of a paved road.</summary>
/// <param name="Path">Path in the chart's values.</param>
/// <param name="Type">Type of the answer, as in JSON Schema; an array is one of texts, with one at least.</param>
/// <param name="Title">What is asked for.</param>
/// <param name="Description">What it means.</param>
public sealed record RoadQuestion(string Path, string Type, string Title, string Description)
{
    /// <summary>Pattern of a text.</summary>
    public string? Pattern { get; init; }

    /// <summary>The least number.</summary>
    public int? Minimum { get; init; }

    /// <summary>Name of the answer in the form, which allows no dot in an expression.</summary>
    public string Parameter => Path.Replace('.', '_');

    /// <summary>The schema of the answer.</summary>
    public JsonObject Schema()
    {
        var schema = new JsonObject { ["title"] = Title, ["type"] = Type, ["description"] = Description };
        if (Pattern is not null)
        {
            schema["pattern"] = Pattern;
        }

        if (Minimum is { } minimum)
        {
            schema["minimum"] = minimum;
        }

        if (Type == "array")
        {
            schema["minItems"] = 1;
            schema["items"] = new JsonObject { ["type"] = "string" };
        }

        return schema;
    }

    /// <summary>Puts the answer at its path. An expression that is all of a text keeps the type of what it stands for.</summary>
    public void Put(JsonObject values)
    {
        var parts = Path.Split('.');
        var place = values;
        foreach (var part in parts[..^1])
        {
            place = (JsonObject)(place[part] ??= new JsonObject());
        }

        place[parts[^1]] = $"${{{{ parameters.{Parameter} }}}}";
    }
}
