namespace Infra.Cli.StackFiles;

/// <summary>Where the stack is that a person names: by its name, or by its file as a shell completes it.</summary>
internal static class StackPlace
{
    private const string Prefix = "Pulumi.", Suffix = ".yaml", Project = "Pulumi.yaml";

    /// <summary>The name of a stack: <c>dev</c> for <c>Pulumi.dev.yaml</c>; what is not a stack file is a name as it is.</summary>
    /// <param name="word">A name, or the path of a stack file.</param>
    public static string NameOf(string word) => IsFile(word) ? Path.GetFileName(word)[Prefix.Length..^Suffix.Length] : word;

    /// <summary>The folder of a stack file, or else the nearest one with a <c>Pulumi.yaml</c>, from the current folder upwards; the current
    /// one if there is none.</summary>
    /// <param name="word">A name, the path of a stack file, or null.</param>
    public static DirectoryInfo FolderOf(string? word)
    {
        var current = new DirectoryInfo(Directory.GetCurrentDirectory());
        if (HasFolder(word))
        {
            return new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(word!))!);
        }

        for (var folder = current; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Project)))
            {
                return folder;
            }
        }

        return current;
    }

    /// <summary>The stacks of a project's folder by name, sorted; none if there is no such folder.</summary>
    public static IEnumerable<string> NamesIn(DirectoryInfo folder) => folder.Exists
        ? folder.EnumerateFiles($"{Prefix}*{Suffix}")
            .Where(file => IsFile(file.Name))
            .Select(file => NameOf(file.Name))
            .Order(StringComparer.Ordinal)
        : [];

    /// <summary>Whether a word is the path of a stack file that says its folder.</summary>
    public static bool HasFolder(string? word) => word is not null && IsFile(word) && Path.GetDirectoryName(word) is { Length: > 0 };

    private static bool IsFile(string word)
    {
        var file = Path.GetFileName(word);
        return file.Length > Prefix.Length + Suffix.Length
            && file.StartsWith(Prefix, StringComparison.Ordinal) && file.EndsWith(Suffix, StringComparison.Ordinal);
    }
}
