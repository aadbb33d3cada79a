using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Planning;
using Infra.Planning.Values;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Reports;

/// <summary>Writes <c>plan.json</c>: the same bytes for the same plan, so that two plans can be compared as text.</summary>
public static class PlanJson
{
    // The text is read by people and tools, never embedded in HTML, so quotes, plus signs and umlauts are not escaped.
    private static readonly JsonWriterOptions _format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions _records = new(JsonSerializerDefaults.Web);

    /// <summary>The plan as text.</summary>
    public static string Write(PlatformPlan plan)
    {
        using var stream = new MemoryStream();
        Write(plan, stream);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes the plan as UTF-8 without a byte order mark, with a new line at the end.</summary>
    public static void Write(PlatformPlan plan, Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream, _format))
        {
            writer.WriteStartObject();
            writer.WriteString("project", plan.Project);
            writer.WriteString("stack", plan.Stack);
            writer.WriteStartArray("clusters");
            foreach (var cluster in plan.Platform?.Clusters ?? [])
            {
                WriteCluster(writer, plan.Platform!, cluster);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("resources");
            foreach (var resource in plan.Resources)
            {
                WriteResource(writer, resource);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("quotas");
            foreach (var need in PlanQuotas.Of(plan))
            {
                WriteQuota(writer, need);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("findings");
            foreach (var finding in plan.Findings)
            {
                WriteFinding(writer, finding);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteCluster(Utf8JsonWriter writer, PlatformSpec platform, ClusterSpec cluster)
    {
        writer.WriteStartObject();
        writer.WriteString("name", cluster.Name);
        writer.WriteString("kind", cluster.Kind);
        writer.WriteString("region", cluster.Region);
        writer.WriteString("version", cluster.Version);
        if (cluster.DistributionRelease is { } release)
        {
            writer.WriteString("distributionRelease", release);
        }

        if (FleetDelivery.Way(platform, cluster) is { } way)
        {
            writer.WriteString("delivery", Spelling.Of(way));
            if (FleetDelivery.Obstacle(platform, cluster) is { } obstacle)
            {
                writer.WriteString("noPush", obstacle);
            }
        }

        writer.WriteStartArray("pools");
        foreach (var pool in cluster.NodePools)
        {
            WritePool(writer, pool, Clouds.Of(cluster).LabelsNodes(pool));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("addOns");
        foreach (var addOn in AddOn.Of(cluster))
        {
            WriteAddOn(writer, addOn);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("backups");
        foreach (var schedule in AddOn.Of(cluster).OfType<Velero>().Any() ? BackupSchedule.Of(platform, Clouds.Of(cluster)) : [])
        {
            WriteBackup(writer, schedule);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePool(Utf8JsonWriter writer, NodePoolSpec pool, bool labelled)
    {
        writer.WriteStartObject();
        writer.WriteString("name", pool.Name);
        switch (pool)
        {
            case CloudNodePoolSpec cloud:
                writer.WriteString("machine", cloud.Machine);
                writer.WriteNumber("min", cloud.Min);
                writer.WriteNumber("max", cloud.Max);
                writer.WriteString("capacity", Spelling.Of(cloud.Capacity));
                break;
            default:
                writer.WriteNumber("nodes", pool.MostNodes);
                break;
        }

        if (pool.Gpu is { } gpu)
        {
            writer.WriteStartObject("gpu");
            if (gpu.Model is not null)
            {
                writer.WriteString("model", gpu.Model);
            }

            if (gpu.Count is { } count)
            {
                writer.WriteNumber("count", count);
            }

            writer.WritePropertyName("sharing");
            JsonSerializer.Serialize(writer, gpu.Sharing, _records);
            // Nobody but an administrator knows whether the nodes have the labels by which their GPUs are shared.
            if (gpu.Sharing is not ExclusiveGpu && !labelled)
            {
                writer.WriteBoolean("verified", false);
            }

            if (gpu.Driver is { } driver)
            {
                writer.WriteString("driver", Spelling.Of(driver));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteAddOn(Utf8JsonWriter writer, AddOn addOn)
    {
        writer.WriteStartObject();
        writer.WriteString("name", addOn.Key);
        writer.WriteString("chart", addOn.Chart.Name);
        writer.WriteString("version", addOn.Chart.Version);
        writer.WriteString("namespace", addOn.Chart.Namespace);
        writer.WriteEndObject();
    }

    // Nobody has measured how long a restore takes, so that there is no such number.
    private static void WriteBackup(Utf8JsonWriter writer, BackupSchedule schedule)
    {
        writer.WriteStartObject();
        writer.WriteString("name", schedule.Name);
        writer.WriteString("schedule", schedule.Cron);
        writer.WriteString("of", schedule.What);
        writer.WriteNumber("retentionDays", schedule.RetentionDays);
        writer.WriteNumber("rpoMinutes", schedule.RpoMinutes);
        writer.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter writer, PlannedResource resource)
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

    private static void WriteQuota(Utf8JsonWriter writer, QuotaNeed need)
    {
        writer.WriteStartObject();
        writer.WriteString("account", need.Account);
        writer.WriteString("region", need.Region);
        writer.WriteString("name", need.Name);
        writer.WriteString("code", need.Code);
        writer.WriteNumber("needed", need.Needed);
        writer.WriteNumber("default", need.Default);
        writer.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("code", finding.Code);
        writer.WriteString("severity", finding.Severity == Severity.Error ? "error" : "warning");
        writer.WriteString("path", finding.Path);
        writer.WriteString("message", finding.Message);
        if (finding.Place is { } place)
        {
            writer.WriteStartObject("place");
            writer.WriteString("file", place.File);
            writer.WriteNumber("line", place.Line);
            writer.WriteNumber("column", place.Column);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
