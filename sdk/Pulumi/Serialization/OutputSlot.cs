using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>One output of a class of resources.</summary>
internal abstract class OutputSlot(string name, Action<object, object?> set)
{
    public string Name => name;

    public static OutputSlot Create(Type resource, PropertyInfo property, OutputAttribute attribute)
    {
        var context = $"[Output] {resource.FullName}.{property.Name}";
        if (!property.PropertyType.IsConstructedGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
        {
            throw RunException.OutputsHaveIncorrectType([attribute.Name ?? property.Name]);
        }

        var setter = property.DeclaredSetter() ?? throw new InvalidOperationException($"{context} did not have a 'set' method");
        var type = property.PropertyType.GenericTypeArguments[0];
        OutputTypes.Check(context, type);

        // Through the field where there is one, for the reason given in ArgsModel.
        Action<object, object?> set = property.BackingField() is { } field
            ? field.SetValue
            : (owner, value) => setter.Invoke(owner, [value]);

        return (OutputSlot)Activator.CreateInstance(typeof(OutputSlot<>).MakeGenericType(type), attribute.Name ?? property.Name, set)!;
    }

    /// <summary>Puts an output that awaits <paramref name="state"/> into the property.</summary>
    public void Attach(Resource resource, ResourceState state, short index) => set(resource, NewOutput(state, index));

    protected abstract object NewOutput(ResourceState state, short index);
}

internal sealed class OutputSlot<T>(string name, Action<object, object?> set) : OutputSlot(name, set)
{
    protected override object NewOutput(ResourceState state, short index) => new Output<T>(state, index);
}
