using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Pulumi.Generator;

/// <summary>Turns the package schema that a project names as an additional file into the C# of that Pulumi package.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SchemaGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor NotJson = Error("PSDK001", "The package schema is not JSON", "{0} is not JSON: {1}");
    private static readonly DiagnosticDescriptor NotASchema = Error("PSDK002", "The package schema cannot be used", "{0}: {1}");
    private static readonly DiagnosticDescriptor NoSchema = Error(
        "PSDK003",
        "The package schema is missing",
        "The project names {0} package schemas; it needs one, as <AdditionalFiles Include=\"….json\" />");

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var schemas = context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Select((file, cancellation) => (file.Path, Text: file.GetText(cancellation)?.ToString() ?? ""))
            .Collect();
        context.RegisterSourceOutput(schemas, (output, files) =>
        {
            if (files.Length == 1)
            {
                Generate(output, files[0].Path, files[0].Text);
            }
            else
            {
                output.ReportDiagnostic(Diagnostic.Create(NoSchema, Location.None, files.Length));
            }
        });
    }

    private static void Generate(SourceProductionContext output, string path, string text)
    {
        try
        {
            // All or nothing: half a package would bury the one message under a thousand others.
            foreach (var (name, code) in Files(PackageSchema.Parse(text)).ToList())
            {
                output.AddSource(name, SourceText.From(code.ToString(), Encoding.UTF8));
            }
        }
        catch (SchemaException mistake)
        {
            output.ReportDiagnostic(mistake.Offset is { } offset
                ? Diagnostic.Create(NotJson, At(path, text, offset), Path.GetFileName(path), mistake.Message)
                : Diagnostic.Create(NotASchema, At(path, text, 0), Path.GetFileName(path), mistake.Message));
        }
    }

    /// <summary>One file a resource or function, and one a namespace of nested types or enumerations.</summary>
    private static IEnumerable<(string Name, CodeWriter Code)> Files(PackageSchema schema)
    {
        var types = new TypeWriter(schema);
        var args = new ArgsWriter(schema, types);
        var outputs = new OutputTypeWriter(types);
        var resources = new ResourceWriter(schema, types, args);
        var functions = new FunctionWriter(types, outputs);

        yield return File("Utilities", code => UtilitiesWriter.Write(code, schema));
        foreach (var resource in schema.Resources.Append(schema.Provider))
        {
            yield return File($"{types.Namespace(resource.Token)}.{resource.Name}", code => resources.Write(code, resource));
        }

        foreach (var function in schema.Functions)
        {
            yield return File($"{types.Namespace(function.Token)}.{function.Name}", code => functions.Write(code, function));
        }

        // Writing a nested type names further ones: take them until there are none.
        var nested = new Dictionary<string, CodeWriter>(StringComparer.Ordinal);
        foreach (var (type, shape) in types.TakePending())
        {
            var code = Section(nested, types.Namespace(type.Token, shape)).Line();
            if (shape == Shape.Output)
            {
                outputs.Write(code, type.Name, type.Properties);
            }
            else if (!(schema.IsKubernetes && schema.Resources.Any(each => each.Token == type.Token)))
            {
                // A Kubernetes object that is also a resource, such as a volume claim template, has the arguments of the resource.
                args.Write(code, TypeWriter.ClassName(type, shape), type.Properties, shape);
            }
        }

        foreach (var type in schema.Enums)
        {
            EnumWriter.Write(Section(nested, types.Namespace(type.Token)).Line(), type);
        }

        foreach (var section in nested)
        {
            yield return ($"{section.Key}.Types.g.cs", section.Value.Close());
        }
    }

    private static (string Name, CodeWriter Code) File(string name, Action<CodeWriter> write)
    {
        var code = new CodeWriter();
        write(code);
        return ($"{name}.g.cs", code);
    }

    private static CodeWriter Section(Dictionary<string, CodeWriter> sections, string @namespace)
    {
        if (!sections.TryGetValue(@namespace, out var code))
        {
            sections.Add(@namespace, code = new CodeWriter().Open($"namespace {@namespace}"));
        }

        return code;
    }

    private static Location At(string path, string text, int offset)
    {
        var lines = SourceText.From(text).Lines;
        var span = new TextSpan(Math.Min(offset, text.Length), 0);
        return Location.Create(path, span, lines.GetLinePositionSpan(span));
    }

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Pulumi.Generator", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
