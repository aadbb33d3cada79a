using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning.Schemas;
using Infra.Planning.Values;

namespace Infra.Planning;

/// <summary>Checks the inputs of planned resources against the schemas of their providers, and custom resources against their definitions:
/// what a cloud or a cluster would refuse an hour into a deployment is refused here. Chart values and JSON documents are not
/// checked.</summary>
public static class SchemaCheck
{
    /// <summary>Code of a property that the type does not have.</summary>
    public const string UnknownProperty = "PLAN001";

    /// <summary>Code of a required property that is missing.</summary>
    public const string MissingProperty = "PLAN002";

    /// <summary>Code of a value of the wrong type.</summary>
    public const string WrongType = "PLAN003";

    /// <summary>Code of a value that is not among those allowed.</summary>
    public const string WrongValue = "PLAN004";

    /// <summary>Code of a resource whose type has no schema here.</summary>
    public const string NoSchema = "PLAN005";

    /// <summary>Enumerations that lag behind their cloud: the catalogue, not the schema, says which machine types exist, and streams are
    /// tables.</summary>
    private static readonly ImmutableHashSet<string> _openEnumerations =
    [
        "aws:ec2/InstanceType:InstanceType",
        "azure-native:monitor:KnownDataFlowStreams", "azure-native:monitor:KnownExtensionDataSourceStreams",
    ];

    /// <summary>The mistakes in the inputs of all resources of a plan.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyCollection<PlannedResource> plan)
    {
        var constraints = new ConstraintSchemas(plan);
        return plan.SelectMany(resource => Check(resource, constraints));
    }

    /// <summary>The mistakes in the inputs of one resource; none for a component.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="constraints">What the constraints of its plan look like.</param>
    public static ImmutableArray<Finding> Check(PlannedResource resource, ConstraintSchemas constraints)
    {
        if (!resource.Custom)
        {
            return [];
        }

        if ((ProviderSchemas.Resource(resource.Type) ?? constraints.Find(resource.Type)) is { } schema)
        {
            var findings = ImmutableArray.CreateBuilder<Finding>();
            CheckProperties(resource.Inputs, schema.Inputs, schema.Token, resource.Name, findings);
            return findings.ToImmutable();
        }

        return resource.Type.StartsWith("pulumi:pulumi:", StringComparison.Ordinal) ? [] :
        [
            new Finding(NoSchema, Severity.Warning, resource.Name,
                $"the type {resource.Type} has no schema here, so its inputs are not checked and its outputs are unknown. "
                + "Add it to sdk/schemas."),
        ];
    }

    private static void CheckProperties(
        JsonObject value, PropertySet properties, string token, string path, ImmutableArray<Finding>.Builder findings)
    {
        foreach (var (name, member) in value)
        {
            if (!properties.All.TryGetValue(name, out var property))
            {
                if (properties.Open)
                {
                    continue;
                }

                findings.Add(new Finding(UnknownProperty, Severity.Error, $"{path}.{name}",
                    $"{token} has no property \"{name}\". {Suggestion(name, properties.All.Keys)}"));
            }
            else if (member is not null)
            {
                CheckProperty(member, property, $"{path}.{name}", findings);
            }
        }

        foreach (var name in properties.Required.Where(name => value[name] is null))
        {
            findings.Add(new Finding(MissingProperty, Severity.Error, $"{path}.{name}",
                $"{token} requires the property \"{name}\", which is missing."));
        }
    }

    private static void CheckProperty(JsonNode value, SchemaProperty property, string path, ImmutableArray<Finding>.Builder findings)
    {
        if (property.Constant is { } constant && value is JsonValue && value.ToString() is var found && found != constant)
        {
            findings.Add(new Finding(WrongValue, Severity.Error, path, $"\"{found}\" is not allowed. Allowed: {constant}."));
            return;
        }

        CheckValue(value, property.Type, path, findings);
    }

    private static void CheckValue(JsonNode value, SchemaType type, string path, ImmutableArray<Finding>.Builder findings)
    {
        switch (type)
        {
            case SchemaType.Open:
                break;
            case SchemaType.Limited limited:
                CheckLimits(value, limited, path, findings);
                break;
            case SchemaType.Union union:
                CheckUnion(value, union, path, findings);
                break;
            case var _ when !Accepts(type, value):
                findings.Add(new Finding(WrongType, Severity.Error, path, $"expected {Describe(type)}, but found {Show(value)}."));
                break;
            case SchemaType.List list:
                CheckItems(value.AsArray(), list.Item, path, findings);
                break;
            case SchemaType.Map map:
                foreach (var (key, member) in value.AsObject())
                {
                    if (member is not null)
                    {
                        CheckValue(member, map.Value, $"{path}[\"{key}\"]", findings);
                    }
                }

                break;
            case SchemaType.Object nested:
                CheckProperties(value.AsObject(), nested.Properties.Value, nested.Token, path, findings);
                break;
            case SchemaType.Enumeration enumeration when !_openEnumerations.Contains(enumeration.Token):
                CheckEnumeration(value.ToString(), enumeration, path, findings);
                break;
            default:
                break;
        }
    }

    private static void CheckItems(JsonArray items, SchemaType type, string path, ImmutableArray<Finding>.Builder findings)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is { } item)
            {
                CheckValue(item, type, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", findings);
            }
        }
    }

    /// <summary>The best matching case decides. SDKs add a string next to an enumeration to leave room for values of a later version of the
    /// service; this program is built for one version, so the enumeration decides.</summary>
    private static void CheckUnion(JsonNode value, SchemaType.Union union, string path, ImmutableArray<Finding>.Builder findings)
    {
        var accepting = union.Cases.Where(item => Accepts(item, value)).ToImmutableArray();
        if (accepting.IsEmpty)
        {
            var expected = string.Join(" or ", union.Cases.Select(Describe).Distinct(StringComparer.Ordinal));
            findings.Add(new Finding(WrongType, Severity.Error, path, $"expected {expected}, but found {Show(value)}."));
            return;
        }

        var enumerations = accepting.Where(item => item is SchemaType.Enumeration).ToImmutableArray();
        ImmutableArray<Finding>.Builder? first = null;
        foreach (var item in enumerations.IsEmpty ? accepting : enumerations)
        {
            var found = ImmutableArray.CreateBuilder<Finding>();
            CheckValue(value, item, path, found);
            if (found.Count == 0)
            {
                return;
            }

            first ??= found;
        }

        findings.AddRange(first!);
    }

    private static void CheckLimits(JsonNode value, SchemaType.Limited limited, string path, ImmutableArray<Finding>.Builder findings)
    {
        var before = findings.Count;
        CheckValue(value, limited.Type, path, findings);
        if (findings.Count > before || limited.Limits.Allowed(value) is not { } allowed)
        {
            return;
        }

        var found = value switch
        {
            JsonArray list => $"a list of length {list.Count}",
            JsonObject json => $"an object of size {json.Count}",
            _ when value.GetValueKind() == JsonValueKind.String => $"\"{Shorten(value.ToString())}\"",
            _ => value.ToJsonString(),
        };
        findings.Add(new Finding(WrongValue, Severity.Error, path, $"{found} is not allowed. Allowed: {allowed}."));
    }

    private static void CheckEnumeration(
        string found, SchemaType.Enumeration enumeration, string path, ImmutableArray<Finding>.Builder findings)
    {
        // The clouds are case-sensitive, so this check is too. The output of another resource is not known yet.
        if (enumeration.Values.Contains(found, StringComparer.Ordinal) || Placeholder.IsIn(found))
        {
            return;
        }

        findings.Add(new Finding(WrongValue, Severity.Error, path,
            $"\"{found}\" is not allowed. Allowed: {string.Join(", ", enumeration.Values)}."));
    }

    private static bool Accepts(SchemaType type, JsonNode value) => type switch
    {
        SchemaType.Open => true,
        SchemaType.Limited limited => Accepts(limited.Type, value),
        SchemaType.Union union => union.Cases.Any(item => Accepts(item, value)),
        SchemaType.List => value is JsonArray,
        SchemaType.Map or SchemaType.Object => value is JsonObject,
        SchemaType.Enumeration { Kind: var kind } => AcceptsKind(kind, value),
        SchemaType.Primitive { Kind: var kind } => AcceptsKind(kind, value),
        _ => false,
    };

    private static bool AcceptsKind(string kind, JsonNode value) => (kind, value.GetValueKind()) switch
    {
        (_, JsonValueKind.String) when value.GetValue<string>() == Placeholder.Secret => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => IsWhole(value.AsValue()),
        _ => false,
    };

    private static bool IsWhole(JsonValue value) => !value.TryGetValue<double>(out var number) || double.IsInteger(number);

    private static string Describe(SchemaType type) => type switch
    {
        SchemaType.List => "a list",
        SchemaType.Map or SchemaType.Object => "an object",
        SchemaType.Enumeration { Kind: var kind } => DescribeKind(kind),
        SchemaType.Primitive { Kind: var kind } => DescribeKind(kind),
        _ => "a value",
    };

    private static string DescribeKind(string kind) => kind switch
    {
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        _ => "a string",
    };

    private static string Show(JsonNode value) => value switch
    {
        JsonArray => "a list",
        JsonObject => "an object",
        _ when value.GetValueKind() == JsonValueKind.String => $"the string \"{Shorten(value.GetValue<string>())}\"",
        _ => value.ToJsonString(),
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";

    private static string Suggestion(string name, IEnumerable<string> known) => Spelling.Nearest(name, known) is { } nearest
        ? $"Did you mean \"{nearest}\"?"
        : $"It has: {Spelling.List(known)}.";
}
