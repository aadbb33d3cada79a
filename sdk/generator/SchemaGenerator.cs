using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Pulumi.Generator;

/// <summary>
/// Turns the package schema and the list of names that a project has as additional files into the C# of that Pulumi package.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SchemaGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor _notJson = Error("PSDK001", "The package schema is not JSON", "{0} is not JSON: {1}");
    private static readonly DiagnosticDescriptor _notASchema = Error("PSDK002", "The package schema cannot be used", "{0}: {1}");
    private static readonly DiagnosticDescriptor _noSchema = Error(
        "PSDK003",
        "The package schema is missing",
        "The project names {0} package schemas (.json) and {1} lists of names (.txt) as <AdditionalFiles>; it needs one of each");

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var schemas = Texts(".json");
        var names = Texts(".txt");
        context.RegisterSourceOutput(schemas.Combine(names).Combine(HandWritten()), (output, inputs) =>
        {
            var ((schemas, names), handWritten) = inputs;
            if (schemas.Length == 1 && names.Length == 1)
            {
                Generate(output, schemas[0].Path, schemas[0].Text, names[0].Text, handWritten);
            }
            else
            {
                output.ReportDiagnostic(Diagnostic.Create(_noSchema, Location.None, schemas.Length, names.Length));
            }
        });

        IncrementalValueProvider<ImmutableArray<(string Path, string Text)>> Texts(string extension) => context.AdditionalTextsProvider
            .Where(file => file.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            .Select((file, cancellation) => (file.Path, Text: file.GetText(cancellation)?.ToString() ?? ""))
            .Collect();

        IncrementalValueProvider<ImmutableArray<string>> HandWritten() => context.SyntaxProvider
            .CreateSyntaxProvider(
                (node, _) => node is ClassDeclarationSyntax,
                (each, cancellation) => each.SemanticModel.GetDeclaredSymbol(each.Node, cancellation)!.ToDisplayString())
            .Collect();
    }

    private static void Generate(
        SourceProductionContext output,
        string path,
        string text,
        string names,
        IEnumerable<string> handWritten)
    {
        try
        {
            // All or nothing: half a package would bury the one message under a thousand others.
            var files = Files(PackageSchema.Parse(text)).ToList();
            var declared = handWritten.Concat(files.SelectMany(each => each.Code.Types));
            files.Add(File("OtherTypes", code => OtherTypesWriter.Write(code, names, declared)));
            foreach (var (name, code) in files)
            {
                output.AddSource(name, SourceText.From(code.ToString(), Encoding.UTF8));
            }
        }
        catch (SchemaException mistake)
        {
            output.ReportDiagnostic(mistake.Offset is { } offset
                ? Diagnostic.Create(_notJson, At(path, text, offset), Path.GetFileName(path), mistake.Message)
                : Diagnostic.Create(_notASchema, At(path, text, 0), Path.GetFileName(path), mistake.Message));
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
            sections.Add(@namespace, code = new CodeWriter().OpenNamespace(@namespace));
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
