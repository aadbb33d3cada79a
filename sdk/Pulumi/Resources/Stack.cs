using System.Reflection;

namespace Pulumi;

/// <summary>The root of all resources of a program.</summary>
public class Stack : ComponentResource
{
    internal const string Type = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(Type, Deployment.Running.RootName, ToComponentOptions(options)) => Deployment.Running.Stack = this;

    /// <summary>Registers the outputs of the stack, which its author only assigns.</summary>
    internal void RegisterPropertyOutputs()
    {
        var outputs = new Dictionary<string, object?>(
            from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            let attribute = property.GetCustomAttribute<OutputAttribute>()
            where attribute is not null && !property.DeclaringType!.IsAssignableFrom(typeof(Stack))
            select KeyValuePair.Create(attribute.Name ?? property.Name, property.GetValue(this)));

        var unassigned = outputs.Where(output => output.Value is null).Select(output => output.Key).ToList();
        if (unassigned.Count > 0)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", unassigned)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        }

        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList();
        if (wrong.Count > 0)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        RegisterOutputs(outputs);
    }

    private static ComponentResourceOptions? ToComponentOptions(StackOptions? options) => options is null ? null : new()
    {
        ResourceTransformations = options.ResourceTransformations,
        ResourceTransforms = options.ResourceTransforms,
    };
}
