namespace Pulumi.Generator;

/// <summary>Writes what all classes of a package share: its version, its resource type attribute, defaults from the environment.</summary>
public static class UtilitiesWriter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Writes the file.</summary>
    public static void Write(CodeWriter code, PackageSchema schema)
    {
        var attribute = $"{schema.RootNamespace.Substring("Pulumi.".Length)}ResourceTypeAttribute";
        code.Open($"namespace {schema.RootNamespace}")
            .Open("internal static class Utilities")
            .Line($"public const string Version = {Naming.Literal(schema.Version)};")
            .Line("public const string NameOnly = \"The local SDK has only the name of this type; sdk/README.md says how to add it.\";")
            .Line()
            .Open("public static global::System.Collections.Generic.List<global::Pulumi.Input<global::Pulumi.Alias>> Aliases(string types)")
            .Line("var aliases = new global::System.Collections.Generic.List<global::Pulumi.Input<global::Pulumi.Alias>>();")
            .Open("foreach (var type in types.Split(' '))")
            .Line("aliases.Add(new global::Pulumi.Alias { Type = type });")
            .Close()
            .Line("return aliases;")
            .Close()
            .Line()
            .Open("public static string? GetEnv(params string[] names)")
            .Open("foreach (var name in names)")
            .Open("if (global::System.Environment.GetEnvironmentVariable(name) is { } value)")
            .Line("return value;")
            .Close().Close()
            .Line("return null;")
            .Close()
            .Line()
            .Line("public static bool? GetEnvBoolean(params string[] names) => GetEnv(names) switch")
            .Line("{")
            .Line("    \"1\" or \"t\" or \"T\" or \"true\" or \"TRUE\" or \"True\" => true,")
            .Line("    \"0\" or \"f\" or \"F\" or \"false\" or \"FALSE\" or \"False\" => false,")
            .Line("    _ => null,")
            .Line("};")
            .Line()
            .Line("public static int? GetEnvInt32(params string[] names)")
            .Line($"    => int.TryParse(GetEnv(names), {Invariant}, out var value) ? value : null;")
            .Line()
            .Line("public static double? GetEnvDouble(params string[] names)")
            .Line($"    => double.TryParse(GetEnv(names), {Invariant}, out var value) ? value : null;");
        foreach (var options in new[] { "InvokeOptions", "InvokeOutputOptions" })
        {
            code.Line()
                .Open($"public static global::Pulumi.{options} WithDefaults(this global::Pulumi.{options}? options)")
                .Line($"options ??= new global::Pulumi.{options}();")
                .Line("options.Version ??= Version;")
                .Line("return options;")
                .Close();
        }

        code.Close()
            .Line()
            .Open($"internal sealed class {attribute} : global::Pulumi.ResourceTypeAttribute")
            .Line($"public {attribute}(string type) : base(type, Utilities.Version)").Line("{").Line("}")
            .Close()
            .Close();
    }
}
