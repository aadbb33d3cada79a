using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Turns what the engine answers into the type that an output declares. A value that does not fit becomes the default of its type:
/// the engine, not the SDK, is the judge of what a provider returns.
/// </summary>
internal abstract class OutputConverter
{
    private static readonly ConcurrentDictionary<Type, OutputConverter> _converters = new();

    /// <summary>Converts to <typeparamref name="T"/>; null, and what does not fit, is the default.</summary>
    public static T Convert<T>(object? value) =>
        value is not null && For(typeof(T)).TryConvert(value, out var converted) && converted is not null ? (T)converted : default!;

    /// <summary>Converts a value that is not null.</summary>
    protected abstract bool TryConvert(object value, out object? converted);

    private static OutputConverter For(Type type) => _converters.GetOrAdd(type, Create);

    private static OutputConverter Create(Type type)
    {
        if (type == typeof(string) || type == typeof(bool) || type == typeof(double) || typeof(Resource).IsAssignableFrom(type))
        {
            return new InstanceConverter(type);
        }

        if (type == typeof(object))
        {
            return new InstanceConverter(typeof(object));
        }

        if (type == typeof(int))
        {
            return new NumberConverter(number => (int)number);
        }

        if (type.IsEnum)
        {
            return new NumberConverter(number => Enum.ToObject(type, (int)number));
        }

        if (type == typeof(JsonElement))
        {
            return new JsonConverter();
        }

        if (typeof(AssetOrArchive).IsAssignableFrom(type))
        {
            return new AssetConverter(type);
        }

        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)))
        {
            return new EnumTypeConverter(type);
        }

        if (type.IsConstructedGenericType)
        {
            return CreateGeneric(type);
        }

        OutputTypes.Check(type.FullName!, type);
        return new ClassConverter(OutputTypes.Constructor(type));
    }

    private static OutputConverter CreateGeneric(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Nullable<>))
        {
            return For(type.GenericTypeArguments[0]);
        }

        var converter = definition == typeof(Union<,>) ? typeof(UnionConverter<,>)
            : definition == typeof(ImmutableArray<>) ? typeof(ArrayConverter<>)
            : definition == typeof(Output<>) ? typeof(NestedOutputConverter<>)
            : definition == typeof(ImmutableDictionary<,>) ? typeof(DictionaryConverter<>)
            : throw new InvalidOperationException($"Unexpected generic target type {type.FullName}");

        Type[] arguments = definition == typeof(ImmutableDictionary<,>) ? [type.GenericTypeArguments[1]] : type.GenericTypeArguments;
        return (OutputConverter)Activator.CreateInstance(converter.MakeGenericType(arguments))!;
    }

    private sealed class InstanceConverter(Type type) : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = value;
            return type.IsInstanceOfType(value);
        }
    }

    private sealed class NumberConverter(Func<double, object> convert) : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = value is double number ? convert(number) : null;
            return converted is not null;
        }
    }

    private sealed class JsonConverter : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = value is string or double or bool or ImmutableArray<object?> or ImmutableDictionary<string, object?>
                ? JsonSerializer.SerializeToElement(value)
                : null;
            return converted is not null;
        }
    }

    private sealed class AssetConverter(Type type) : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = type.IsInstanceOfType(value) ? value
                : type == typeof(Archive) ? new InvalidArchive()
                : new InvalidAsset();
            return true;
        }
    }

    private sealed class EnumTypeConverter(Type type) : OutputConverter
    {
        private readonly ConstructorInfo? _fromString = OutputTypes.EnumConstructor(type, typeof(string));
        private readonly ConstructorInfo? _fromDouble = OutputTypes.EnumConstructor(type, typeof(double));

        protected override bool TryConvert(object value, out object? converted)
        {
            var constructor = value switch
            {
                string => _fromString,
                double => _fromDouble,
                _ => null,
            };
            converted = constructor?.Invoke([value]);
            return converted is not null;
        }
    }

    private sealed class UnionConverter<T0, T1> : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = For(typeof(T0)).TryConvert(value, out var first) ? Union<T0, T1>.FromT0((T0)first!)
                : For(typeof(T1)).TryConvert(value, out var second) ? Union<T0, T1>.FromT1((T1)second!)
                : null;
            return converted is not null;
        }
    }

    private sealed class ArrayConverter<T> : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = value is ImmutableArray<object?> array ? ImmutableArray.CreateRange(array, Convert<T>) : null;
            return converted is not null;
        }
    }

    private sealed class DictionaryConverter<T> : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            converted = value is not ImmutableDictionary<string, object?> map ? null
                : typeof(T) == typeof(object) ? map
                : map.ToImmutableDictionary(pair => pair.Key, pair => Convert<T>(pair.Value));
            return converted is not null;
        }
    }

    private sealed class NestedOutputConverter<T> : OutputConverter
    {
        protected override bool TryConvert(object value, out object? converted)
        {
            var isConverted = For(typeof(T)).TryConvert(value, out var inner);
            converted = isConverted ? Output.Create((T)inner!) : null;
            return isConverted;
        }
    }

    private sealed class ClassConverter(ConstructorInfo constructor) : OutputConverter
    {
        private readonly (string Name, Type Type)[] _parameters =
        [
            .. from parameter in constructor.GetParameters()
               let name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name
               select (name ?? parameter.Name!, parameter.ParameterType),
        ];

        protected override bool TryConvert(object value, out object? converted)
        {
            converted = null;
            if (value is not ImmutableDictionary<string, object?> map)
            {
                return false;
            }

            var arguments = new object?[_parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                // A missing property, or one that does not fit, is null here, which reflection turns into the default of the type.
                var (name, type) = _parameters[i];
                if (map.GetValueOrDefault(name) is { } property && For(type).TryConvert(property, out var argument))
                {
                    arguments[i] = argument;
                }
            }

            converted = constructor.Invoke(arguments);
            return true;
        }
    }
}
