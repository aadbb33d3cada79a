using System.Collections.Generic;

namespace Pulumi.Generator;

/// <summary>Writes the immutable classes that outputs are made of.</summary>
public sealed class OutputTypeWriter(TypeWriter types)
{
    /// <summary>Writes one class.</summary>
    public void Write(CodeWriter code, string name, IReadOnlyList<PropertySpec> properties)
    {
        code.Line("[global::Pulumi.OutputType]").OpenType("sealed class", name);
        foreach (var property in properties)
        {
            if (property.Name == name)
            {
                throw new SchemaException($"{name}.{property.WireName} has the name of its class; give it a language.csharp.name");
            }

            code.Line($"public readonly {types.Output(property)} {property.Name};");
        }

        code.Line().Line("[global::Pulumi.OutputConstructor]").Line($"private {name}(");
        for (var index = 0; index < properties.Count; index++)
        {
            var property = properties[index];
            var parameter = Naming.Parameter(property.WireName);
            var attribute = parameter.TrimStart('@') == property.WireName
                ? ""
                : $"[global::Pulumi.OutputConstructorParameter({Naming.Literal(property.WireName)})] ";
            code.Line($"    {attribute}{types.Output(property)} {parameter}{(index < properties.Count - 1 ? "," : "")}");
        }

        code.Open(")");
        foreach (var property in properties)
        {
            code.Line($"this.{property.Name} = {Naming.Parameter(property.WireName)};");
        }

        code.Close().Close();
    }
}
