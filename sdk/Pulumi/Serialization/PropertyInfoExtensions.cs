using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pulumi.Serialization;

internal static class PropertyInfoExtensions
{
    private const BindingFlags OwnMembers =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The field of an automatic property, or null for a property that is written out.</summary>
    public static FieldInfo? BackingField(this PropertyInfo property) =>
        property.GetMethod?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true
            ? property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", OwnMembers)
            : null;

    /// <summary>The setter as the declaring class has it: a derived class does not see a private one.</summary>
    public static MethodInfo? DeclaredSetter(this PropertyInfo property) =>
        property.DeclaringType!.GetMethod("set_" + property.Name, OwnMembers);
}
