using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>What the serialiser must ask of types: found once a type.</summary>
internal static class TypeFacts
{
    private static readonly ConcurrentDictionary<Type, MethodInfo?> _conversions = new();
    private static readonly ConcurrentDictionary<Type, object?> _defaultArrays = new();

    /// <summary>The string or number of a value of an open enumeration.</summary>
    public static object? ToPrimitive(object value, Type type, Func<string> context)
    {
        var conversion = _conversions.GetOrAdd(type, static type =>
            type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]));

        if (conversion is null || (conversion.ReturnType != typeof(string) && conversion.ReturnType != typeof(double)))
        {
            throw new InvalidOperationException(
                $"Expected {type.FullName} to have an explicit conversion operator to String or Double.\n\t{context()}");
        }

        return conversion.Invoke(null, [value]);
    }

    /// <summary>True for an immutable array that was never made; asking it for its length throws.</summary>
    public static bool IsDefaultArray(IList list)
    {
        var uninitialised = _defaultArrays.GetOrAdd(list.GetType(), static type =>
            type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                ? Activator.CreateInstance(type)
                : null);

        return uninitialised is not null && uninitialised.Equals(list);
    }
}
