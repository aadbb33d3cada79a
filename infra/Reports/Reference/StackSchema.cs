using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.Specification;
using Infra.Specification.Reading;
using Infra.Specification.Templates;

namespace Infra.Reports.Reference;

/// <summary>Writes <c>schema/stack.schema.json</c>: a stack file as editors check and complete it. It takes what the strict reader takes;
/// what only a rule knows, it suggests. Draft 7, which every editor knows.</summary>
public sealed class StackSchema
{
    private const string Patch = "-patch";

    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _named = new(StringComparer.Ordinal);

    private StackSchema()
    {
    }

    /// <summary>The schema as text.</summary>
    public static string Write() => JsonText.Of(new StackSchema().Root());

    private JsonObject Root()
    {
        var config = new JsonObject
        {
            ["pulumi:disable-default-providers"] = new JsonObject
            {
                ["description"] = "Has to be [\"*\"]: no resource may land in an ambient account, region or cluster.",
                ["type"] = "array",
                ["contains"] = new JsonObject { ["const"] = "*" },
                ["default"] = new JsonArray("*"),
            },
        };
        foreach (var key in SpecReference.Keys)
        {
            config[SpecReader.Namespace + key.Name] = Property(key, typeof(PlatformSpec), patch: false);
        }

        // A cluster that is like a template is whole only with it.
        var clusters = config[SpecReader.Namespace + "clusters"]!;
        clusters["items"] = new JsonObject
        {
            ["if"] = Requires(TemplateReader.Like),
            ["then"] = new JsonObject { ["properties"] = new JsonObject { [TemplateReader.Like] = Text("The template that it is like.") } },
            ["else"] = clusters["items"]!.DeepClone(),
        };
        config[SpecReader.Namespace + TemplateReader.Key] = new JsonObject
        {
            ["description"] = "What clusters have in common that are like each other, by names; docs/on-prem.md shows it.",
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = "object" },
        };
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Stack of the AI platform",
            ["description"] = "Pulumi.<stack>.yaml. docs/specification.md explains every key.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["secretsprovider"] = Text("What encrypts the secrets. Pulumi writes it."),
                ["encryptedkey"] = Text("The key of the secrets, encrypted by the provider of secrets. Pulumi writes it."),
                ["encryptionsalt"] = Text("The salt of the passphrase that encrypts the secrets. Pulumi writes it."),
                ["environment"] = new JsonObject
                {
                    ["description"] = "Environments of Pulumi ESC, from which further configuration comes.",
                    ["type"] = new JsonArray("array", "object"),
                },
                ["config"] = new JsonObject
                {
                    ["description"] = "The configuration of the stack: the keys of the platform, and secrets that they name.",
                    ["type"] = "object",
                    ["propertyNames"] = new JsonObject { ["pattern"] = "^(ai-platform|pulumi):" },
                    ["properties"] = config,
                    ["patternProperties"] = new JsonObject { ["^pulumi:"] = new JsonObject() },
                    ["additionalProperties"] = Secret(),
                },
            },
            // What an environment gives need not be in the file.
            ["if"] = new JsonObject { ["not"] = Requires("environment") },
            ["then"] = new JsonObject
            {
                ["required"] = new JsonArray("config"),
                ["properties"] = new JsonObject
                {
                    ["config"] = Requires(
                        ["pulumi:disable-default-providers", .. SpecReader.Required.Select(name => SpecReader.Namespace + name)]),
                },
            },
        };
        var definitions = new JsonObject();
        foreach (var (name, definition) in _definitions)
        {
            definitions[name] = definition;
        }

        schema["definitions"] = definitions;
        return schema;
    }

    private static JsonObject Secret() => new()
    {
        ["description"] = "A secret, under the name by which the specification refers to it. pulumi config set --secret writes it.",
        ["type"] = "object",
        ["required"] = new JsonArray("secure"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject { ["secure"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 } },
    };

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static JsonObject Requires(params string[] names) =>
        new() { ["required"] = JsonText.Texts(names) };

    // A member of an object; in a merge patch nothing removes it.
    private JsonObject Property(SpecKey key, Type owner, bool patch)
    {
        var value = key.Contract is { } contract ? Value(contract, patch) : Reference("add-ons", AddOns);
        if (key.IsNullable || patch)
        {
            value = OrNothing(value);
        }

        var property = new JsonObject { ["description"] = Description(key) };
        foreach (var (name, part) in value)
        {
            property[name] = part?.DeepClone();
        }

        if (key.Default is { } preset and not JsonArray { Count: 0 })
        {
            property["default"] = preset.DeepClone();
        }

        if (Suggestions.For(owner, key.Name) is { Length: > 0 } known)
        {
            property["examples"] = JsonText.Texts(known);
        }

        return property;
    }

    private static JsonObject OrNothing(JsonObject value)
    {
        if (value["enum"] is JsonArray words)
        {
            words.Add(null);
            return value;
        }

        if (value["type"] is JsonValue type)
        {
            value["type"] = new JsonArray(type.DeepClone(), "null");
            return value;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) };
    }

    private JsonObject Value(RecordContract contract, bool patch) => contract.Kind switch
    {
        RecordContract.Form.Record => Reference(
            Name(contract.Type) + (patch ? Patch : ""), () => Object(contract, patch)),
        // A patch replaces a list as a whole.
        RecordContract.Form.List => new() { ["type"] = "array", ["items"] = Value(RecordContract.Of(contract.Element!), patch: false) },
        RecordContract.Form.Map => new()
        {
            ["type"] = "object",
            ["additionalProperties"] = Value(RecordContract.Of(contract.Element!), patch) is var held && patch ? OrNothing(held) : held,
        },
        // Without the type: an editor would say both of a number.
        RecordContract.Form.Enumeration => new()
        {
            ["enum"] = new JsonArray([.. contract.Values.Select(value => JsonValue.Create(value.Name))]),
        },
        _ => new()
        {
            ["type"] = System.Type.GetTypeCode(contract.Type) switch
            {
                TypeCode.String => "string",
                TypeCode.Boolean => "boolean",
                _ => "integer",
            },
        },
    };

    private JsonObject Object(RecordContract contract, bool patch)
    {
        if (contract.Discriminator is not { } discriminator)
        {
            return Members(contract, patch, discriminator: null, kind: null);
        }

        // One branch for each kind, so that an editor says what is wrong with that kind.
        return new JsonObject
        {
            ["description"] = XmlDocumentation.Summary(contract.Type),
            ["type"] = "object",
            ["required"] = new JsonArray(discriminator),
            ["properties"] = new JsonObject
            {
                [discriminator] = new JsonObject
                {
                    ["description"] = "Decides which other members there are.",
                    ["enum"] = new JsonArray([.. contract.Cases.Select(known => JsonValue.Create(known.Name))]),
                },
            },
            ["allOf"] = new JsonArray(
            [
                .. contract.Cases.Select(known => new JsonObject
                {
                    ["if"] = new JsonObject
                    {
                        ["required"] = new JsonArray(discriminator),
                        ["properties"] = new JsonObject { [discriminator] = new JsonObject { ["const"] = known.Name } },
                    },
                    ["then"] = Reference(
                        Name(known.Type) + (patch ? Patch : ""),
                        () => Members(RecordContract.Of(known.Type), patch, discriminator, known.Name)),
                }),
            ]),
        };
    }

    private JsonObject Members(RecordContract contract, bool patch, string? discriminator, string? kind)
    {
        var properties = new JsonObject();
        if (discriminator is not null)
        {
            properties[discriminator] = new JsonObject { ["const"] = kind };
        }

        var held = SpecKey.ObjectOf(contract, "", discriminator, kind);
        foreach (var member in held.Members)
        {
            properties[member.Name] = Property(member, contract.Type, patch);
        }

        var definition = new JsonObject { ["description"] = held.Description, ["type"] = "object", ["additionalProperties"] = false };
        string[] required = [.. held.Members.Where(member => member.IsRequired && !patch).Select(member => member.Name)];
        if (required.Length > 0)
        {
            definition["required"] = Requires(required)["required"]!.DeepClone();
        }

        definition["properties"] = properties;
        return definition;
    }

    private JsonObject AddOns()
    {
        var properties = new JsonObject();
        foreach (var addOn in SpecKey.AddOns("").Objects[0].Members)
        {
            properties[addOn.Name] = Property(addOn, typeof(AddOnList), patch: true);
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private JsonObject Reference(string name, Func<JsonObject> definition)
    {
        if (!_definitions.ContainsKey(name))
        {
            // Reserved first: an object may hold its own kind.
            _definitions[name] = new JsonObject();
            _definitions[name] = definition();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    // Two records of one name would share a definition.
    private string Name(Type record)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(
            record.Name.EndsWith("Spec", StringComparison.Ordinal) ? record.Name[..^"Spec".Length] : record.Name);
        return !_named.TryAdd(name, record) && _named[name] != record
            ? throw new InvalidOperationException($"{record} and {_named[name]} have the same name in the schema.")
            : name;
    }

    private static string Description(SpecKey key)
    {
        var words = string.Concat(key.Allowed.Select(word => $"\n- `{word.Word}`: {word.Description}"));
        return key.Description
            + (key.DefaultText is { } preset ? $"\n\nDefault: {preset}" : "")
            + (words.Length > 0 ? $"\n{words}" : "");
    }
}
