using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Which types an output may have.</summary>
internal static class OutputTypes
{
    private const BindingFlags AnyConstructor = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly HashSet<Type> _plain =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object),
        typeof(Asset), typeof(Archive), typeof(AssetOrArchive), typeof(JsonElement),
    ];

    /// <summary>
    /// Refuses a type that no output can have. The parts of a class marked as an output type are looked at when it is first read:
    /// looking through all of a large provider at the start would take longer than most evaluations.
    /// </summary>
    public static void Check(string context, Type type)
    {
        if (_plain.Contains(type) || typeof(Resource).IsAssignableFrom(type))
        {
            return;
        }

        if (type.IsEnum && type.GetEnumUnderlyingType() == typeof(int))
        {
            return;
        }

        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)))
        {
            CheckEnumType(type);
        }
        else if (type.IsConstructedGenericType)
        {
            CheckGeneric(context, type);
        }
        else if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            throw new InvalidOperationException(
                $"""
                 {context} contains invalid type {type.FullName}. Allowed types are:
                     String, Boolean, Int32, Double,
                     Nullable<...>, ImmutableArray<...> and ImmutableDictionary<string, ...> or
                     a class explicitly marked with the [{nameof(OutputTypeAttribute)}].
                 """);
        }
    }

    /// <summary>The constructor that makes a value of an output type.</summary>
    public static ConstructorInfo Constructor(Type type)
    {
        var constructors = type.GetConstructors(AnyConstructor);
        return constructors.FirstOrDefault(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)))
            ?? (constructors.Where(constructor => constructor.IsPublic).ToArray() is [var only] ? only : null)
            ?? throw new InvalidOperationException(
                $"{type.FullName} had [{nameof(OutputTypeAttribute)}], but did not contain constructor marked with "
                + $"[{nameof(OutputConstructorAttribute)}].");
    }

    /// <summary>The constructor of an open enumeration that takes a string or a number.</summary>
    public static ConstructorInfo? EnumConstructor(Type type, Type primitive) => type.GetConstructor(AnyConstructor, [primitive]);

    private static void CheckEnumType(Type type)
    {
        var primitive = EnumConstructor(type, typeof(string)) is not null ? typeof(string)
            : EnumConstructor(type, typeof(double)) is not null ? typeof(double)
            : throw new InvalidOperationException(
                $"{type.FullName} had [{nameof(EnumTypeAttribute)}], but did not contain constructor with a single "
                + "String or Double parameter.");

        if (type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])?.ReturnType != primitive)
        {
            throw new InvalidOperationException(
                $"{type.FullName} had [{nameof(EnumTypeAttribute)}], but did not contain an explicit conversion operator to "
                + $"{primitive.FullName}.");
        }
    }

    private static void CheckGeneric(string context, Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(ImmutableDictionary<,>) && type.GenericTypeArguments[0] != typeof(string))
        {
            throw new InvalidOperationException(
                $"""
                 {context} contains invalid type {type.FullName}:
                     The only allowed ImmutableDictionary 'TKey' type is 'String'.
                 """);
        }

        if (definition != typeof(Nullable<>) && definition != typeof(Union<,>) && definition != typeof(Output<>)
            && definition != typeof(ImmutableArray<>) && definition != typeof(ImmutableDictionary<,>))
        {
            throw new InvalidOperationException(
                $"""
                 {context} contains invalid type {type.FullName}:
                     The only generic types allowed are ImmutableArray<...> and ImmutableDictionary<string, ...>
                 """);
        }

        foreach (var argument in type.GenericTypeArguments)
        {
            Check(context, argument);
        }
    }
}
