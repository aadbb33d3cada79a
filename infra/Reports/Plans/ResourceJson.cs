using System.Collections.Immutable;
using System.Text.Json;
using Infra.Planning;
using Infra.Planning.Values;

namespace Infra.Reports.Plans;

/// <summary>A planned resource in <c>plan.json</c>.</summary>
internal static class ResourceJson
{
    internal static void Write(Utf8JsonWriter writer, PlannedResource resource)
    {
        writer.WriteStartObject();
        writer.WriteString("urn", resource.Urn);
        writer.WriteString("type", resource.Type);
        writer.WriteString("name", resource.Name);
        writer.WriteString("parent", resource.Parent);
        writer.WriteString("provider", resource.Provider);
        writer.WriteStartArray("dependsOn");
        foreach (var urn in resource.DependsOn)
        {
            writer.WriteStringValue(urn);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("protect", resource.Protect);
        WriteOptions(writer, resource.Options);
        writer.WritePropertyName("inputs");
        resource.Inputs.WriteTo(writer);
        writer.WriteEndObject();
    }

    // Most resources have none of these options, so only those that are set are written.
    private static void WriteOptions(Utf8JsonWriter writer, PlannedOptions options)
    {
        if (options.RetainOnDelete is { } retain)
        {
            writer.WriteBoolean("retainOnDelete", retain);
        }

        if (options.DeletedWith is { } other)
        {
            writer.WriteString("deletedWith", other);
        }

        if (options.DeleteBeforeReplace is { } before)
        {
            writer.WriteBoolean("deleteBeforeReplace", before);
        }

        WriteTexts(writer, "replaceOnChanges", options.ReplaceOnChanges);
        WriteTexts(writer, "ignoreChanges", options.IgnoreChanges);
        if (options.CustomTimeouts.Set.Any())
        {
            writer.WriteStartObject("customTimeouts");
            foreach (var (operation, duration) in options.CustomTimeouts.Set)
            {
                writer.WriteString(operation, duration);
            }

            writer.WriteEndObject();
        }

        WriteTexts(writer, "aliases", options.Aliases);
        if (options.Import is { } id)
        {
            writer.WriteString("import", id);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        if (texts.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
