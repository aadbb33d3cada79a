using System;
using System.Collections.Generic;
using System.Linq;

namespace Pulumi.Generator;

/// <summary>
/// Writes the types of the real package that the schema leaves out, by name only. A simple name that is ambiguous on the real package
/// is then ambiguous here as well.
/// </summary>
public static class OtherTypesWriter
{
    /// <summary>Writes one file for all namespaces.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="names">The text of the list of names: a line for each namespace, and under it an indented one for each type.</param>
    /// <param name="declared">The full names of the types that the package has already.</param>
    /// <exception cref="SchemaException">The package has a type that the list does not know.</exception>
    public static void Write(CodeWriter code, string names, IEnumerable<string> declared)
    {
        var listed = Read(names);
        var known = new HashSet<string>(declared, StringComparer.Ordinal);
        var all = new HashSet<string>(
            listed.SelectMany(each => each.Types.Select(type => $"{each.Namespace}.{type}")), StringComparer.Ordinal);
        if (known.FirstOrDefault(each => !all.Contains(each)) is { } stranger)
        {
            throw new SchemaException($"the list of names has no \"{stranger}\"; refresh the schemas");
        }

        foreach (var (@namespace, types) in listed)
        {
            code.OpenNamespace(@namespace);
            foreach (var type in types.Where(each => !known.Contains($"{@namespace}.{each}")))
            {
                code.Line($"[global::System.Obsolete(Utilities.NameOnly, true)] public static class {type} {{ }}");
            }

            code.Close();
        }
    }

    private static List<(string Namespace, List<string> Types)> Read(string names)
    {
        var result = new List<(string Namespace, List<string> Types)>();
        foreach (var line in names.Split('\n').Select(each => each.TrimEnd()).Where(each => each.Length > 0 && each[0] != '#'))
        {
            if (line[0] != ' ')
            {
                result.Add((line, []));
            }
            else if (result.Count > 0)
            {
                result[result.Count - 1].Types.Add(line.Trim());
            }
        }

        return result;
    }
}
