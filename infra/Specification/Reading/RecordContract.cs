using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Infra.Findings;

namespace Infra.Specification.Reading;

/// <summary>How a type of the specification is represented in JSON, according to the attributes of System.Text.Json: members in camel case,
/// enumerations in kebab case.</summary>
/// <remarks>The serializer compiles a set of generic methods for every type and enumeration, which took a seventh of the time of a plan;
/// and it stops at the first mistake, so the reader must know the contract anyway.</remarks>
internal sealed class RecordContract
{
    private static readonly ConcurrentDictionary<Type, RecordContract> _contracts = new();
    private readonly Lazy<ImmutableArray<Member>> _members;

    private RecordContract(Type type)
    {
        Type = type;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        Kind = definition == typeof(ImmutableArray<>) ? Form.List
            : definition == typeof(ImmutableSortedDictionary<,>) ? Form.Map
            : type.IsEnum ? Form.Enumeration
            : Type.GetTypeCode(type) == TypeCode.Object ? Form.Record : Form.Scalar;
        Element = Kind is Form.List or Form.Map ? type.GenericTypeArguments[^1] : null;
        if (Kind == Form.Enumeration)
        {
            Values = [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (Spelling.Of(field), field.GetValue(null)!))];
        }

        Discriminator = type.GetCustomAttribute<JsonPolymorphicAttribute>(inherit: false)?.TypeDiscriminatorPropertyName;
        Cases =
        [
            .. type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
                .Select(derived => ((string)derived.TypeDiscriminator!, derived.DerivedType)),
        ];
        _members = new(() => Kind == Form.Record ? MembersOf(type) : []);
    }

    /// <summary>The forms that JSON can take.</summary>
    internal enum Form
    {
        /// <summary>An object with known members.</summary>
        Record,

        /// <summary>A list.</summary>
        List,

        /// <summary>An object with any members.</summary>
        Map,

        /// <summary>A text from a fixed list.</summary>
        Enumeration,

        /// <summary>A text, a number or a boolean.</summary>
        Scalar,
    }

    /// <summary>The type; for a nullable value, the type of the value.</summary>
    internal Type Type { get; }

    /// <summary>The form of the type.</summary>
    internal Form Kind { get; }

    /// <summary>What a list or a map holds; absent for others.</summary>
    internal Type? Element { get; }

    /// <summary>The values of an enumeration by their names, in the order of their declaration.</summary>
    internal ImmutableArray<(string Name, object Value)> Values { get; } = [];

    /// <summary>The member that says which record it is; absent if there is only one.</summary>
    internal string? Discriminator { get; }

    /// <summary>The possible records, by the values of <see cref="Discriminator"/>.</summary>
    internal ImmutableArray<(string Name, Type Type)> Cases { get; }

    /// <summary>The members of a record that can be set, those of a derived record before those of its base.</summary>
    internal ImmutableArray<Member> Members => _members.Value;

    /// <summary>The contract of a type.</summary>
    internal static RecordContract Of(Type type) =>
        _contracts.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, static type => new RecordContract(type));

    /// <summary>Creates a value from JSON that conforms to this contract.</summary>
    internal object? Read(JsonNode? clean) => clean is null ? null : Kind switch
    {
        Form.Record => ReadRecord(clean.AsObject()),
        Form.List => Generic(nameof(ReadList), clean),
        Form.Map => Generic(nameof(ReadMap), clean),
        Form.Enumeration => Values.First(value => value.Name == clean.GetValue<string>()).Value,
        _ => ReadScalar(clean),
    };

    /// <summary>The contract of the record that the discriminator of an object selects; this contract if there is only one
    /// record.</summary>
    internal RecordContract Case(JsonObject clean) =>
        Discriminator is null ? this : Of(Cases.First(known => known.Name == clean[Discriminator]!.GetValue<string>()).Type);

    /// <summary>Minimal JSON that conforms to this contract, as a placeholder for a value that could not be read.</summary>
    internal JsonNode StandIn()
    {
        switch (Kind)
        {
            case Form.Record when Discriminator is not null:
                var first = Of(Cases[0].Type).StandIn();
                first.AsObject().Insert(0, Discriminator, Cases[0].Name);
                return first;
            case Form.Record:
                return new JsonObject(
                    from member in Members
                    where member.IsRequired
                    select KeyValuePair.Create(member.Name, (JsonNode?)Of(member.Property.PropertyType).StandIn()));
            case Form.List:
                return new JsonArray();
            case Form.Map:
                return new JsonObject();
            case Form.Enumeration:
                return JsonValue.Create(Values[0].Name);
            default:
                return Type.GetTypeCode(Type) switch
                {
                    TypeCode.String => JsonValue.Create(""),
                    TypeCode.Boolean => JsonValue.Create(false),
                    _ => JsonValue.Create(1),
                };
        }
    }

    private object ReadRecord(JsonObject clean)
    {
        if (Discriminator is not null)
        {
            return Case(clean).ReadRecord(clean);
        }

        var record = Activator.CreateInstance(Type)!;
        foreach (var member in Members)
        {
            if (clean.TryGetPropertyValue(member.Name, out var value))
            {
                member.Property.SetValue(record, Of(member.Property.PropertyType).Read(value));
            }
        }

        return record;
    }

    private object ReadScalar(JsonNode clean) => Type.GetTypeCode(Type) switch
    {
        TypeCode.String => clean.GetValue<string>(),
        TypeCode.Boolean => clean.GetValue<bool>(),
        TypeCode.Int32 => clean.GetValue<int>(),
        _ => throw new NotSupportedException($"The specification holds no {Type.Name}."),
    };

    private object Generic(string method, JsonNode clean) =>
        typeof(RecordContract).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(Element!)
            .Invoke(null, [clean])!;

    private static ImmutableArray<T> ReadList<T>(JsonNode clean) =>
        [.. clean.AsArray().Select(item => (T)Of(typeof(T)).Read(item)!)];

    private static ImmutableSortedDictionary<string, T> ReadMap<T>(JsonNode clean) =>
        clean.AsObject()
            .ToImmutableSortedDictionary(member => member.Key, member => (T)Of(typeof(T)).Read(member.Value)!, StringComparer.Ordinal);

    private static ImmutableArray<Member> MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.SetMethod is { IsPublic: true } && !property.IsDefined(typeof(JsonIgnoreAttribute))
               select new Member(
                   JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                   property,
                   property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)),
                   nullability.Create(property).WriteState == NullabilityState.Nullable),
        ];
    }

    /// <summary>A member of a record.</summary>
    /// <param name="Name">Its name in JSON.</param>
    /// <param name="Property">The property that holds it.</param>
    /// <param name="IsRequired">Whether it is required.</param>
    /// <param name="IsNullable">Whether <c>null</c> is allowed.</param>
    internal sealed record Member(string Name, PropertyInfo Property, bool IsRequired, bool IsNullable);
}
