using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Planning;

namespace Infra.Tests.Reports.Comparisons;

/// <summary>What <c>pulumi stack export</c> would write of a deployed plan: with real ids, encrypted secrets, and all that an engine and
/// its providers add.</summary>
internal static partial class ExportedState
{
    private const string Signature = "4dabf18193072939515e22adb298388d", Secret = "1b47061264138c4ac30d75fd1eb44270";

    internal static JsonObject Of(ResourcePlan plan)
    {
        var tags = plan.Resources.Where(resource => resource.Type == "pulumi:providers:aws")
            .ToDictionary(resource => resource.Urn, resource => resource.Inputs["defaultTags"]?["tags"]?.AsObject());
        var resources = plan.Resources.Select(resource => Resource(resource, tags.GetValueOrDefault(resource.Provider ?? ""))).ToList();
        // An engine makes providers by itself, keeps what it has still to delete, and lists what a program only reads.
        resources.Add(Bare("pulumi:providers:aws", "default_7_11_0", plan));
        var gone = Bare("aws:s3/bucket:Bucket", "gone", plan);
        gone["delete"] = true;
        var read = Bare("aws:ec2/vpc:Vpc", "read", plan);
        read["external"] = true;
        resources.AddRange([gone, read]);
        return new JsonObject
        {
            ["version"] = 3,
            ["deployment"] = new JsonObject
            {
                ["manifest"] = new JsonObject { ["time"] = "2026-01-02T03:04:05Z", ["magic"] = "0", ["version"] = "v3.200.0" },
                ["secrets_providers"] = new JsonObject { ["type"] = "passphrase" },
                ["resources"] = new JsonArray([.. resources]),
                ["metadata"] = new JsonObject(),
            },
        };
    }

    private static JsonObject Bare(string type, string name, ResourcePlan plan) => new()
    {
        ["urn"] = $"urn:pulumi:{plan.Stack}::{plan.Project}::{type}::{name}", ["custom"] = true, ["id"] = "x", ["type"] = type,
        ["inputs"] = new JsonObject { ["version"] = "7.11.0" },
    };

    private static JsonObject Resource(PlannedResource resource, JsonObject? tags)
    {
        var inputs = Real(resource.Inputs)!.AsObject();
        if (resource.Type.StartsWith("aws:", StringComparison.Ordinal))
        {
            inputs["tags"] ??= new JsonObject();
            foreach (var (key, value) in tags ?? [])
            {
                _ = inputs["tags"]!.AsObject().TryAdd(key, value!.DeepClone());
            }

            inputs["region"] = "eu-central-1";
            inputs["name"] ??= $"{resource.Name}-0123456";
            AddDefaults(inputs);
            inputs["__defaults"] = resource.Inputs["name"] is null ? new JsonArray("name") : new JsonArray();
        }
        else if (resource.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal))
        {
            foreach (var (name, value) in inputs.ToList())
            {
                inputs[name] = value is JsonValue text && text.TryGetValue<string>(out _) ? value.DeepClone() : value!.ToJsonString();
            }

            inputs["version"] = "7.11.0";
        }
        else if (inputs["metadata"] is JsonObject metadata)
        {
            metadata["name"] ??= $"{resource.Name}-0123456";
            metadata["annotations"] ??= new JsonObject();
            metadata["annotations"]!["pulumi.com/autonamed"] = "true";
        }
        else
        {
            inputs["location"] ??= "westeurope";
        }

        var outputs = inputs.DeepClone().AsObject();
        outputs.Remove("__defaults");
        outputs["arn"] ??= "arn:aws:example";
        outputs["status"] ??= new JsonObject { ["phase"] = "Active" };
        var exported = new JsonObject
        {
            ["urn"] = resource.Urn,
            ["custom"] = resource.Custom,
            ["type"] = resource.Type,
            ["inputs"] = inputs,
            ["outputs"] = outputs,
            ["parent"] = resource.Parent,
            ["dependencies"] = new JsonArray([.. resource.DependsOn.Select(urn => JsonValue.Create(urn))]),
            ["created"] = "2026-01-02T03:04:05Z",
            ["modified"] = "2026-01-02T03:04:05Z",
        };
        if (resource.Custom)
        {
            exported["id"] = $"{resource.Name}-id";
        }

        if (resource.Provider is { } provider)
        {
            exported["provider"] = $"{provider}::0a1b2c3d-0000-4000-8000-000000000000";
        }

        if (resource.Protect)
        {
            exported["protect"] = true;
        }

        return exported;
    }

    // The provider of AWS lists in each object which members have a default.
    private static void AddDefaults(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map.Where(member => member.Key != "tags").ToList())
            {
                AddDefaults(value);
            }

            map["__defaults"] = new JsonArray();
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                AddDefaults(item);
            }
        }
    }

    private static JsonNode? Real(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Real(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Real)]),
        JsonValue value when value.TryGetValue<string>(out var text) => text == "[secret]"
            ? new JsonObject { [Signature] = Secret, ["ciphertext"] = "v1:AAAA" }
            : Output().Replace(text, "i-0abc1234").Replace("123456789012", "999988887777", StringComparison.Ordinal)
                .Replace("00000000-0000-0000-0000-000000000000", "c0ffee00-0000-4000-8000-000000000001", StringComparison.Ordinal),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Output();
}
