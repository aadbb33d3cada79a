using System.Reflection;
using Infra.Tests.Planning;
using Pulumi;

namespace Infra.Tests.SdkSurface;

/// <summary>What a class of a provider SDK offers: its attributes say more than its members, and they have no public properties.</summary>
internal static class Surface
{
    private const BindingFlags Anywhere = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>The wire names of the arguments that must be given, sorted.</summary>
    public static IEnumerable<string> Required(Type args) => Inputs(args)
        .Where(each => each.ConstructorArguments[1].Value is true)
        .Select(each => (string)each.ConstructorArguments[0].Value!)
        .Order(StringComparer.Ordinal);

    /// <summary>The wire names of the arguments that travel as JSON strings, sorted.</summary>
    public static IEnumerable<string> Json(Type args) => Inputs(args)
        .Where(each => each.ConstructorArguments[2].Value is true)
        .Select(each => (string)each.ConstructorArguments[0].Value!)
        .Order(StringComparer.Ordinal);

    /// <summary>The wire names of all arguments.</summary>
    public static IEnumerable<string> WireNames(Type args) => Inputs(args).Select(each => (string)each.ConstructorArguments[0].Value!);

    /// <summary>The type of a public property or field.</summary>
    public static Type TypeOf(Type type, string member) =>
        type.GetProperty(member)?.PropertyType
        ?? type.GetField(member)?.FieldType
        ?? throw new MissingMemberException(type.FullName, member);

    /// <summary>The wire name of an output.</summary>
    public static string OutputName(Type resource, string member)
    {
        var attributes = resource.GetProperty(member)!.GetCustomAttributesData();
        return (string)attributes.Single(each => each.AttributeType == typeof(OutputAttribute)).ConstructorArguments[0].Value!;
    }

    /// <summary>Whether the reference type that an output carries may be missing.</summary>
    public static bool IsNullable(Type resource, string member) =>
        new NullabilityInfoContext().Create(resource.GetProperty(member)!).GenericTypeArguments[0].ReadState == NullabilityState.Nullable;

    /// <summary>The token and version that the class declares.</summary>
    public static (string Token, string Version) Token(Type resource)
    {
        var attribute = resource.GetCustomAttribute<ResourceTypeAttribute>()!;
        return (attribute.Type, attribute.Version!);
    }

    private static IEnumerable<CustomAttributeData> Inputs(Type args) => args.GetMembers(Anywhere)
        .SelectMany(each => each.GetCustomAttributesData())
        .Where(each => each.AttributeType == typeof(InputAttribute));
}
