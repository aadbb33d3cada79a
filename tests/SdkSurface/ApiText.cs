using System.Globalization;
using System.Reflection;

namespace Infra.Tests.SdkSurface;

/// <summary>Writes the public and protected members of types as text, a line each: the format of <c>core-surface.txt</c>.</summary>
internal static class ApiText
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(bool)] = "bool",
        [typeof(int)] = "int", [typeof(double)] = "double", [typeof(void)] = "void",
    };

    /// <summary>The heading of each public type and under it the lines of its members.</summary>
    public static Dictionary<string, HashSet<string>> Of(Assembly assembly) => assembly.GetExportedTypes().ToDictionary(
        Heading,
        type => Lines(type).ToHashSet(StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string Heading(Type type)
    {
        var kind = type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var withBase = kind.EndsWith("class", StringComparison.Ordinal) && type.BaseType is { } parent && parent != typeof(object);
        return $"{kind} {type.Namespace}.{Name(type)}{(withBase ? $" : {Name(type.BaseType!)}" : "")}";
    }

    private static IEnumerable<string> Lines(Type type)
    {
        if (type.IsEnum)
        {
            return [string.Join(", ", Enum.GetNames(type))];
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        return type.GetConstructors(Members).Where(IsVisible).Select(each => $"{Access(each)}ctor({Parameters(each)})")
            .Concat(type.GetProperties(Members).Where(each => each.GetAccessors(true).Any(IsVisible)).Select(Property))
            .Concat(type.GetFields(Members).Where(each => each.IsPublic).Select(Field))
            .Concat(type.GetMethods(Members).Where(each => IsVisible(each) && !IsAccessor(each)).Select(Method));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(each => each.IsPublic).ToList();
        var first = accessors.FirstOrDefault() ?? property.GetAccessors(true)[0];
        var get = property.GetMethod is { IsPublic: true } ? "get; " : "";
        var set = property.SetMethod is { IsPublic: true } ? "set; " : "";
        var keys = property.GetIndexParameters();
        var index = keys.Length == 0 ? "" : $"[{string.Join(", ", keys.Select(each => Name(each.ParameterType)))}]";
        return $"{Access(first)}{(first.IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name}{index} {{ {get}{set}}}";
    }

    private static string Field(FieldInfo field) =>
        $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}";

    private static string Method(MethodInfo method)
    {
        if (method.Name is "op_Implicit" or "op_Explicit")
        {
            var kind = method.Name == "op_Implicit" ? "implicit" : "explicit";
            return $"static {kind} operator {Name(method.ReturnType)} ({Parameters(method)})";
        }

        var modifier = method.IsStatic ? "static "
            : method.IsVirtual && !method.IsFinal && !IsContract(method.DeclaringType!) ? "virtual "
            : "";
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{Access(method)}{modifier}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static bool IsContract(Type type) => type.IsInterface || typeof(Delegate).IsAssignableFrom(type);

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.ParameterType.IsByRef ? "ref " : "";
        var value = !parameter.HasDefaultValue ? ""
            : parameter.RawDefaultValue is null ? " = null"
            : $" = {Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture)}";
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying)}?";
        }

        var outer = type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}." : "";
        var name = _keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0];
        return type.IsGenericType ? $"{outer}{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : outer + name;
    }
}
