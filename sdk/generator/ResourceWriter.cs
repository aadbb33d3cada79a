using System.Collections.Generic;
using System.Linq;

namespace Pulumi.Generator;

/// <summary>Writes the class of a resource or provider, with its arguments and state.</summary>
public sealed class ResourceWriter(PackageSchema schema, TypeWriter types, ArgsWriter args)
{
    /// <summary>Writes the file of one resource.</summary>
    public void Write(CodeWriter code, ResourceSpec resource)
    {
        var inKubernetes = schema.IsKubernetes && !resource.IsProvider;
        var argsNamespace = inKubernetes ? types.Namespace(resource.Token, Shape.Args) : types.Namespace(resource.Token);
        var argsClass = $"{resource.Name}Args";
        code.OpenNamespace(types.Namespace(resource.Token));
        WriteClass(code, resource, $"global::{argsNamespace}.{argsClass}");
        if (inKubernetes)
        {
            code.Close().OpenNamespace(argsNamespace);
        }

        code.Line();
        args.Write(code, argsClass, resource.Inputs, Shape.Args, resource.IsProvider);
        if (resource.State is { } state)
        {
            code.Line();
            args.Write(code, $"{resource.Name}State", state, Shape.State);
        }

        code.Close();
    }

    private void WriteClass(CodeWriter code, ResourceSpec resource, string argsType)
    {
        var name = resource.Name;
        var token = Naming.Literal(resource.IsProvider ? schema.Name : resource.Token);
        var attribute = $"global::{schema.RootNamespace}.{schema.RootNamespace.Substring("Pulumi.".Length)}ResourceType";
        code.Obsolete(resource.DeprecationMessage)
            .Line($"[{attribute}({Naming.Literal(resource.Token)})]")
            .OpenType("partial class", name, $" : {Base(resource)}");
        foreach (var output in resource.Outputs)
        {
            code.Line($"[global::Pulumi.Output({Naming.Literal(output.WireName)})]")
                .Line($"public global::Pulumi.Output<{types.Output(output)}> {output.Name} {{ get; private set; }} = null!;")
                .Line();
        }

        var optional = schema.IsKubernetes || !resource.Inputs.Any(each => each.Required);
        var constants = resource.Inputs.Where(each => each.Const is not null).ToList();
        var given = constants.Count > 0 ? "MakeArgs(args)" : $"args ?? new {argsType}()";
        code.Line($"public {name}(string name, {argsType}{(optional ? "? args = null" : " args")}, {Options})")
            .Line($"    : base({token}, name, {given}, MakeResourceOptions(options, \"\"))")
            .Line("{").Line("}").Line();
        if (!resource.IsProvider)
        {
            WriteGet(code, resource, token);
        }

        if (constants.Count > 0)
        {
            code.Open($"private static {argsType} MakeArgs({argsType}? args)").Line($"args ??= new {argsType}();");
            foreach (var constant in constants)
            {
                code.Line($"args.{constant.Name} = {Naming.Literal(constant.Const!)};");
            }

            code.Line("return args;").Close().Line();
        }

        WriteOptions(code, resource);
        code.Close();
    }

    private const string Options = "global::Pulumi.CustomResourceOptions? options = null";

    private string Base(ResourceSpec resource) =>
        resource.IsProvider ? "global::Pulumi.ProviderResource"
        : schema.IsKubernetes ? $"global::{schema.RootNamespace}.KubernetesResource"
        : "global::Pulumi.CustomResource";

    private static void WriteGet(CodeWriter code, ResourceSpec resource, string token)
    {
        var (parameter, argument) = resource.State is null ? ("", "") : ($"{resource.Name}State? state = null, ", "state, ");
        code.Line($"private {resource.Name}(string name, global::Pulumi.Input<string> id, {parameter}{Options})")
            .Line($"    : base({token}, name, {(resource.State is null ? "null" : "state")}, MakeResourceOptions(options, id))")
            .Line("{").Line("}").Line()
            .Line($"public static {resource.Name} Get(string name, global::Pulumi.Input<string> id, {parameter}{Options})")
            .Line($"    => new {resource.Name}(name, id, {argument}options);")
            .Line();
    }

    private static void WriteOptions(CodeWriter code, ResourceSpec resource)
    {
        const string Class = "global::Pulumi.CustomResourceOptions";
        code.Open($"private static {Class} MakeResourceOptions({Class}? options, global::Pulumi.Input<string>? id)")
            .Open($"var defaultOptions = new {Class}")
            .Line("Version = Utilities.Version,");
        // One text: a constructor call for each of a hundred former types would be most of what a plan compiles for the resource.
        if (resource.Aliases.Count > 0)
        {
            code.Line($"Aliases = Utilities.Aliases({Naming.Literal(string.Join(" ", resource.Aliases))}),");
        }

        var secrets = resource.Outputs.Where(each => each.Secret);
        WriteList(code, "AdditionalSecretOutputs", secrets.Select(each => Naming.Literal(each.WireName)));
        WriteList(code, "ReplaceOnChanges", resource.Outputs.Where(each => each.ReplaceOnChanges).Select(each =>
            Naming.Literal(each.WireName + (each.Type.Kind is TypeKind.Array or TypeKind.Map ? "[*]" : ""))));
        code.Close(";")
            .Line($"var merged = {Class}.Merge(defaultOptions, options);")
            .Line("merged.Id = id ?? merged.Id;")
            .Line("return merged;")
            .Close();
    }

    private static void WriteList(CodeWriter code, string name, IEnumerable<string> values)
    {
        var written = values.ToList();
        if (written.Count == 0)
        {
            return;
        }

        code.Open($"{name} =");
        foreach (var value in written)
        {
            code.Line($"{value},");
        }

        code.Close(",");
    }
}
