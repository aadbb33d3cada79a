using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Infra.Tests.Architecture;

/// <summary>The C# files of some folders, and which namespace of theirs uses which: by a <c>using</c>, by a qualified name, or by a plain
/// name that an enclosing namespace declares.</summary>
internal sealed class SourceTree
{
    private readonly ImmutableSortedDictionary<string, SyntaxNode> _roots;
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _types;

    private SourceTree(ImmutableSortedDictionary<string, SyntaxNode> roots)
    {
        _roots = roots;
        _types = roots
            .SelectMany(file => file.Value.DescendantNodes(node => node is not TypeDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>()
                .Select(type => (Namespace: NamespaceOf(file.Key), type.Identifier.Text)))
            .GroupBy(type => type.Namespace)
            .ToImmutableDictionary(group => group.Key, group => group.Select(type => type.Text).ToImmutableHashSet());
        Uses = [.. roots.SelectMany(file => UsesOf(file.Key, file.Value)).Distinct()];
    }

    /// <summary>Paths of the files from the root of the repository, sorted.</summary>
    public IEnumerable<string> Files => _roots.Keys;

    /// <summary>Every use of one namespace by a file of another.</summary>
    public ImmutableArray<Use> Uses { get; }

    /// <summary>Reads folders of the repository.</summary>
    public static SourceTree Read(string root, params string[] folders) => Of(folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => (Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(file))));

    /// <summary>Reads files that are given.</summary>
    public static SourceTree Of(IEnumerable<(string Path, string Text)> files) => new(files.ToImmutableSortedDictionary(
        file => file.Path, file => CSharpSyntaxTree.ParseText(file.Text).GetRoot(), StringComparer.Ordinal));

    /// <summary>The namespace that a file declares.</summary>
    public string NamespaceOf(string file) =>
        _roots[file].ChildNodes().OfType<BaseNamespaceDeclarationSyntax>().SingleOrDefault()?.Name.ToString() ?? "";

    /// <summary>The syntax of a file.</summary>
    public SyntaxNode this[string file] => _roots[file];

    /// <summary>Circles of namespaces: for each that reaches itself, the way.</summary>
    public IEnumerable<ImmutableArray<string>> Circles()
    {
        var next = Uses.ToLookup(use => use.From, use => use.To);
        var known = new HashSet<string>();
        foreach (var start in next.Select(group => group.Key).Order(StringComparer.Ordinal))
        {
            if (known.Contains(start) || Way(start) is not { } circle)
            {
                continue;
            }

            known.UnionWith(circle);
            yield return circle;
        }

        ImmutableArray<string>? Way(string start)
        {
            var seen = new HashSet<string>();
            var queue = new Queue<ImmutableArray<string>>([[start]]);
            while (queue.TryDequeue(out var way))
            {
                foreach (var used in next[way[^1]].Distinct())
                {
                    if (used == start)
                    {
                        return way.Add(start);
                    }

                    if (seen.Add(used))
                    {
                        queue.Enqueue(way.Add(used));
                    }
                }
            }

            return null;
        }
    }

    private IEnumerable<Use> UsesOf(string file, SyntaxNode root)
    {
        var own = NamespaceOf(file);
        foreach (var directive in root.DescendantNodes().OfType<UsingDirectiveSyntax>())
        {
            if (Declaring(directive.NamespaceOrType.ToString()) is { } used && used != own)
            {
                yield return new Use(file, own, used, directive.NamespaceOrType.ToString());
            }
        }

        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            // The part behind a dot belongs to what is before it.
            if (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name
                || name.Parent is MemberAccessExpressionSyntax access && access.Name == name
                || name.Ancestors().OfType<UsingDirectiveSyntax>().Any())
            {
                continue;
            }

            var whole = Whole(name);
            foreach (var space in Enclosing(own))
            {
                // As the compiler does: the innermost namespace that declares the name.
                if (_types.TryGetValue(space, out var declared) && declared.Contains(name.Identifier.Text))
                {
                    if (space != own)
                    {
                        yield return new Use(file, own, space, name.Identifier.Text);
                    }

                    break;
                }

                if (Declaring(space.Length == 0 ? whole : $"{space}.{whole}") is { } used && used.Length > space.Length
                    && NamesTypeOf(used, space.Length == 0 ? whole : $"{space}.{whole}"))
                {
                    if (used != own)
                    {
                        yield return new Use(file, own, used, whole);
                    }

                    break;
                }
            }
        }
    }

    // Whether a namespace's name goes on with one of its types: a property may be called like a namespace.
    private bool NamesTypeOf(string used, string name) =>
        name.Length > used.Length && _types[used].Contains(name[(used.Length + 1)..].Split('.', '<')[0]);

    // "A.B.C" around "A", as far as it goes.
    private static string Whole(SyntaxNode name)
    {
        while (name.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax)
        {
            name = name.Parent;
        }

        return name.ToString().Replace("global::", "", StringComparison.Ordinal);
    }

    // The namespace of the program that a name is, or begins with.
    private string? Declaring(string name)
    {
        for (var part = name; part.Length > 0; part = part[..Math.Max(part.LastIndexOf('.'), 0)])
        {
            if (_types.ContainsKey(part))
            {
                return part;
            }
        }

        return null;
    }

    private static IEnumerable<string> Enclosing(string space)
    {
        for (; space.Length > 0; space = space[..Math.Max(space.LastIndexOf('.'), 0)])
        {
            yield return space;
        }

        yield return "";
    }

    /// <summary>A use of one namespace by a file of another.</summary>
    /// <param name="File">The file.</param>
    /// <param name="From">Its namespace.</param>
    /// <param name="To">The namespace that it uses.</param>
    /// <param name="Name">As it is written there.</param>
    internal sealed record Use(string File, string From, string To, string Name);
}
