using System.Collections.Generic;
using System.Linq;

namespace Pulumi.Generator;

/// <summary>Writes the classes whose properties a program sets: arguments of resources, nested arguments, state, settings.</summary>
public sealed class ArgsWriter(PackageSchema schema, TypeWriter types)
{
    /// <summary>Writes one class.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="properties">What can be set.</param>
    /// <param name="shape">Arguments or state.</param>
    /// <param name="ofProvider">Whether these are the settings of the provider, which travel as JSON unless they are strings.</param>
    public void Write(CodeWriter code, string name, IReadOnlyList<PropertySpec> properties, Shape shape, bool ofProvider = false)
    {
        code.OpenType(schema.IsKubernetes && !ofProvider ? "class" : "sealed class", name, " : global::Pulumi.ResourceArgs");
        foreach (var property in properties)
        {
            if (property.Name == name)
            {
                throw new SchemaException($"{name}.{property.WireName} has the name of its class; give it a language.csharp.name");
            }

            Write(code, property, shape, ofProvider && !IsString(property.Type));
            code.Line();
        }

        code.Open($"public {name}()");
        foreach (var property in properties.Where(_ => shape == Shape.Args))
        {
            code.Line(Default(property));
        }

        code.Close().Line($"public static new {name} Empty => new {name}();").Close();
    }

    /// <summary>The attribute that names an argument on the wire.</summary>
    public static string Attribute(PropertySpec property, bool json = false)
    {
        var required = property.Required ? ", required: true" : "";
        return $"[global::Pulumi.Input({Naming.Literal(property.WireName)}{required}{(json ? ", json: true" : "")})]";
    }

    /// <summary>A property without logic; a required one is never null.</summary>
    public static string AutoProperty(PropertySpec property, string type) => property.Required
        ? $"public {type} {property.Name} {{ get; set; }} = null!;"
        : $"public {type}? {property.Name} {{ get; set; }}";

    /// <summary>Only a property with a field of its own is ever marked as obsolete: Pulumi's code generator leaves the others as they
    /// are.</summary>
    private void Write(CodeWriter code, PropertySpec property, Shape shape, bool json)
    {
        var type = types.Input(property.Type, shape);
        var attribute = Attribute(property, json);
        var field = $"_{Naming.Identifier(property.WireName)}";
        if (property.Type.Kind is TypeKind.Array or TypeKind.Map)
        {
            code.Line(attribute)
                .Line($"private {type}? {field};")
                .Obsolete(property.DeprecationMessage)
                .Open($"public {type} {property.Name}")
                .Line($"get => {field} ??= new {type}();");
            WriteSetter(code, property, field, type, $"{types.Plain(property.Type, shape)}.Empty").Close();
        }
        else if (property.Secret && type != "object")
        {
            code.Line(attribute)
                .Line($"private {type}? {field};")
                .Obsolete(property.DeprecationMessage)
                .Open($"public {type}? {property.Name}")
                .Line($"get => {field};");
            WriteSetter(code, property, field, type, null).Close();
        }
        else
        {
            code.Line(attribute).Line(AutoProperty(property, type));
        }
    }

    /// <summary>A setter; that of a secret joins the value with an empty secret, which makes the whole one.</summary>
    private static CodeWriter WriteSetter(CodeWriter code, PropertySpec property, string field, string type, string? emptyCollection)
    {
        if (!property.Secret)
        {
            return code.Line($"set => {field} = value;");
        }

        code.Open("set");
        if (emptyCollection is null)
        {
            code.Line("var emptySecret = global::Pulumi.Output.CreateSecret(0);")
                .Line($"{field} = global::Pulumi.Output.Tuple<{type}?, int>(value, emptySecret).Apply(t => t.Item1);");
        }
        else
        {
            code.Line($"var emptySecret = global::Pulumi.Output.CreateSecret({emptyCollection});")
                .Line($"{field} = global::Pulumi.Output.All(value, emptySecret).Apply(v => v[0]);");
        }

        return code.Close();
    }

    private static bool IsString(TypeRef type) => type.Kind == TypeKind.String
        || (type.Kind == TypeKind.Union && type.Elements.All(each => each.Kind is TypeKind.String or TypeKind.Enum));

    private string? Default(PropertySpec property)
    {
        var fallback = property.Default is null ? null
            : property.Type.Kind == TypeKind.Enum ? Member(property)
            : Naming.Literal(property.Default);
        if (property.Environment.Count == 0)
        {
            return fallback is null ? null : $"{property.Name} = {fallback};";
        }

        var method = property.Type.Kind switch
        {
            TypeKind.Boolean => "GetEnvBoolean",
            TypeKind.Integer => "GetEnvInt32",
            TypeKind.Number => "GetEnvDouble",
            _ => "GetEnv",
        };
        var read = $"Utilities.{method}({string.Join(", ", property.Environment.Select(Naming.Literal))})";
        return fallback is not null ? $"{property.Name} = {read} ?? {fallback};"
            : method == "GetEnv" ? $"{property.Name} = {read}!;"
            : $"{property.Name} = {read};";
    }

    private string Member(PropertySpec property)
    {
        var member = schema.Enum(property.Type.Token).Values.FirstOrDefault(each => each.Value.Equals(property.Default)).Key
            ?? throw new SchemaException($"{property.WireName}: its default is not a member of {property.Type.Token}");
        return $"{types.Plain(property.Type, Shape.Args)}.{member}";
    }
}
