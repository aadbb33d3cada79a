using System.Collections.Concurrent;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The inputs that a class of arguments declares; found once a class.</summary>
internal sealed class ArgsModel
{
    private const BindingFlags InstanceMembers = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, ArgsModel> _models = new();

    private ArgsModel(Type type)
    {
        // Backing fields of properties (their names start with <) carry no attribute of their own.
        var fields = from field in type.GetFields(InstanceMembers)
                     where field.Name[0] != '<'
                     let attribute = field.GetCustomAttribute<InputAttribute>()
                     where attribute is not null
                     select new ArgsMember(type, field.Name, attribute, field.GetValue);

        var properties = from property in type.GetProperties(InstanceMembers)
                         let attribute = property.GetCustomAttribute<InputAttribute>()
                         where attribute is not null
                         select new ArgsMember(type, property.Name, attribute, Getter(property));

        Members = [.. fields, .. properties];
    }

    public ArgsMember[] Members { get; }

    public static ArgsModel Of(Type type) => _models.GetOrAdd(type, static type => new ArgsModel(type));

    /// <summary>
    /// Reads an automatic property through its field: reading fields by reflection needs no code generated at run time, which for
    /// the hundreds of properties of a real program takes longer than evaluating it.
    /// </summary>
    private static Func<object, object?> Getter(PropertyInfo property) =>
        property.BackingField() is { } field ? field.GetValue : property.GetValue;
}

/// <summary>One input of a class of arguments.</summary>
internal sealed class ArgsMember(Type owner, string memberName, InputAttribute attribute, Func<object, object?> get)
{
    public string Name => attribute.Name;

    public bool IsRequired => attribute.IsRequired;

    public bool IsJson => attribute.Json;

    public string MemberName => memberName;

    public string FullName => $"[Input] {owner.FullName}.{memberName}";

    public object? Get(InputArgs args) => get(args);
}
