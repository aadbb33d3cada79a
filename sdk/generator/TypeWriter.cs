using System;
using System.Collections.Generic;
using System.Linq;

namespace Pulumi.Generator;

/// <summary>
/// Writes the C# type of a schema type, by the rules of Pulumi's .NET packages, and notes which nested types that takes.
/// Every name is written with <c>global::</c>: some packages have a member called System.
/// </summary>
public sealed class TypeWriter(PackageSchema schema)
{
    private const string Immutable = "global::System.Collections.Immutable.Immutable";
    private const string Core = "global::Pulumi.";

    private readonly HashSet<(string Token, Shape Shape)> _seen = [];
    private readonly Queue<(ObjectSpec Type, Shape Shape)> _pending = new();

    /// <summary>Nested types that were named since the last call, each to be written once.</summary>
    public IEnumerable<(ObjectSpec Type, Shape Shape)> TakePending()
    {
        while (_pending.Count > 0)
        {
            yield return _pending.Dequeue();
        }
    }

    /// <summary>The namespace of a resource, function or enumeration.</summary>
    public string Namespace(string token) => Join(schema.RootNamespace, schema.Module(token));

    /// <summary>The namespace of a nested type.</summary>
    public string Namespace(string token, Shape shape)
    {
        var side = shape == Shape.Output ? "Outputs" : "Inputs";
        var module = schema.Module(token);
        return schema.IsKubernetes
            ? $"{schema.RootNamespace}.Types.{side}.{(module.Length == 0 ? "Provider" : module)}"
            : $"{Join(schema.RootNamespace, module)}.{side}";
    }

    /// <summary>The name of the class of a nested type.</summary>
    public static string ClassName(ObjectSpec type, Shape shape) => shape switch
    {
        Shape.Args => $"{type.Name}Args",
        Shape.State => $"{type.Name}GetArgs",
        _ => type.Name,
    };

    /// <summary>The type of an input property: a list, a map, a union, JSON, or <c>Input&lt;T&gt;</c>.</summary>
    public string Input(TypeRef type, Shape shape) => type.Kind switch
    {
        TypeKind.Array => $"{Core}InputList<{Plain(type.Element, shape)}>",
        TypeKind.Map => $"{Core}InputMap<{Plain(type.Element, shape)}>",
        TypeKind.Json => $"{Core}InputJson",
        TypeKind.Union => type.Elements.Count == 2
            ? $"{Core}InputUnion<{Plain(type.Elements[0], shape)}, {Plain(type.Elements[1], shape)}>"
            : "object",
        _ => $"{Core}Input<{Plain(type, shape)}>",
    };

    /// <summary>The type of a value: what is inside an input or output.</summary>
    public string Plain(TypeRef type, Shape shape) => type.Kind switch
    {
        TypeKind.Boolean => "bool",
        TypeKind.Integer => "int",
        TypeKind.Number => "double",
        TypeKind.String => "string",
        TypeKind.Any => "object",
        TypeKind.Json => "global::System.Text.Json.JsonElement",
        TypeKind.Asset => $"{Core}AssetOrArchive",
        TypeKind.Archive => $"{Core}Archive",
        TypeKind.Array => $"{Immutable}Array<{Plain(type.Element, shape)}>",
        TypeKind.Map => $"{Immutable}Dictionary<string, {Plain(type.Element, shape)}>",
        TypeKind.Enum => $"global::{Namespace(type.Token)}.{schema.Enum(type.Token).Name}",
        TypeKind.Object => Nested(schema.Object(type.Token), shape),
        _ => Union(type.Elements, shape),
    };

    /// <summary>The type of an output, nullable where it may be missing; Kubernetes leaves that out.</summary>
    public string Output(PropertySpec property) =>
        Plain(property.Type, Shape.Output) + (property.Required || schema.IsKubernetes || property.Type.Kind == TypeKind.Array ? "" : "?");

    private static string Join(string left, string right) => right.Length == 0 ? left : $"{left}.{right}";

    /// <summary>In outputs a string that may be of an enumeration is a string.</summary>
    private string Union(IReadOnlyList<TypeRef> cases, Shape shape)
    {
        var written = cases.Select(each => shape == Shape.Output && each.Kind == TypeKind.Enum ? Underlying(each) : Plain(each, shape))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return written.Count switch { 1 => written[0], 2 => $"{Core}Union<{written[0]}, {written[1]}>", _ => "object" };
    }

    private string Underlying(TypeRef type) => schema.Enum(type.Token).IsString ? "string" : "int";

    private string Nested(ObjectSpec type, Shape shape)
    {
        if (_seen.Add((type.Token, shape)))
        {
            _pending.Enqueue((type, shape));
        }

        return $"global::{Namespace(type.Token, shape)}.{ClassName(type, shape)}";
    }
}
