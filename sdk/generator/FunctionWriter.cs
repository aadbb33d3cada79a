using System.Collections.Generic;
using System.Linq;

namespace Pulumi.Generator;

/// <summary>Writes the static class of a function, with its arguments and result.</summary>
public sealed class FunctionWriter(TypeWriter types, OutputTypeWriter outputs)
{
    /// <summary>Writes the file of one function.</summary>
    public void Write(CodeWriter code, FunctionSpec function)
    {
        var name = function.Name;
        var token = Naming.Literal(function.Token);
        var result = $"{name}Result";
        const string Instance = "global::Pulumi.Deployment.Instance";
        const string Options = "global::Pulumi.InvokeOptions? options = null";
        code.OpenNamespace(types.Namespace(function.Token)).Obsolete(function.DeprecationMessage).OpenType("static class", name);
        foreach (var (returns, method, argsType, options) in new[]
        {
            ($"global::System.Threading.Tasks.Task<{result}>", "InvokeAsync", $"{name}Args", Options),
            ($"global::Pulumi.Output<{result}>", "Invoke", $"{name}InvokeArgs", Options),
            ($"global::Pulumi.Output<{result}>", "Invoke", $"{name}InvokeArgs", "global::Pulumi.InvokeOutputOptions options"),
        })
        {
            var hasInputs = function.Inputs.Count > 0;
            var optional = options == Options && !function.Inputs.Any(each => each.Required);
            var parameter = hasInputs ? $"{argsType}{(optional ? "? args = null" : " args")}, " : "";
            var argument = hasInputs ? $"args ?? new {argsType}()" : "global::Pulumi.InvokeArgs.Empty";
            code.Line($"public static {returns} {method}({parameter}{options})")
                .Line($"    => {Instance}.{method}<{result}>({token}, {argument}, options.WithDefaults());")
                .Line();
        }

        code.Close();
        if (function.Inputs.Count > 0)
        {
            WriteArgs(code, $"{name}Args", function.Inputs, plain: true);
            WriteArgs(code, $"{name}InvokeArgs", function.Inputs, plain: false);
        }

        code.Line();
        outputs.Write(code, result, function.Outputs);
        code.Close();
    }

    private void WriteArgs(CodeWriter code, string name, IReadOnlyList<PropertySpec> properties, bool plain)
    {
        code.Line().OpenType("sealed class", name, " : global::Pulumi.InvokeArgs");
        foreach (var property in properties)
        {
            var type = plain ? Plain(property) : types.Input(property.Type, Shape.Args);
            code.Line(ArgsWriter.Attribute(property));
            if (property.Type.Kind is TypeKind.Array or TypeKind.Map)
            {
                code.Line($"private {type}? _{property.WireName};").Obsolete(property.DeprecationMessage)
                    .Open($"public {type} {property.Name}")
                    .Line($"get => _{property.WireName} ??= new {type}();").Line($"set => _{property.WireName} = value;").Close();
            }
            else
            {
                code.Line(ArgsWriter.AutoProperty(property, type));
            }

            code.Line();
        }

        code.Line($"public {name}()").Line("{").Line("}").Line($"public static new {name} Empty => new {name}();").Close();
    }

    private string Plain(PropertySpec property) => property.Type.Kind switch
    {
        TypeKind.Array => $"global::System.Collections.Generic.List<{types.Plain(property.Type.Element, Shape.Args)}>",
        TypeKind.Map => $"global::System.Collections.Generic.Dictionary<string, {types.Plain(property.Type.Element, Shape.Args)}>",
        TypeKind.Object => throw new SchemaException($"a function takes the object \"{property.WireName}\", which is not supported"),
        _ => types.Plain(property.Type, Shape.Args),
    };
}
