using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Shell;
using Infra.Cli.StackFiles;
using Infra.Planning;
using Infra.Reports.Comparisons;
using Infra.Reports.Comparisons.States;

namespace Infra.Cli.Diff;

/// <summary>What a person names to be compared: a stack by its name or its file, or a plan that was saved.</summary>
internal static class DiffOperand
{
    private const string PlanFile = "plan.json";

    /// <summary>The stack that a word names: its name and the folder of its project; null where the word names a saved plan.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="word">A name, or a path.</param>
    internal static (DirectoryInfo Folder, string Stack)? Stack(DirectoryInfo folder, string word)
    {
        if (StackPlace.NameOf(word) is var name && name != word)
        {
            return (StackPlace.HasFolder(word) ? StackPlace.FolderOf(word) : folder, name);
        }

        var isStack = File.Exists(Path.Combine(folder.FullName, $"Pulumi.{word}.yaml"));
        return isStack || !(File.Exists(word) || Directory.Exists(word) || LooksLikeAPath(word)) ? (folder, word) : null;
    }

    /// <summary>The plan that a word names.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="word">A name, or a path.</param>
    /// <param name="program">What an export of the state is compared with; null where there can be none.</param>
    /// <exception cref="StackFileException">It cannot be read.</exception>
    internal static async Task<ComparedPlan> ReadAsync(DirectoryInfo folder, string word, ResourcePlan? program = null)
    {
        if (Stack(folder, word) is not var (home, stack))
        {
            return Saved(word, program);
        }

        var inputs = StackFile.Read(home, stack);
        return ComparedPlan.Of($"{inputs.Project}/{inputs.Stack}", await ProgressLine.PlanAsync(inputs));
    }

    private static bool LooksLikeAPath(string word) =>
        word.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || word.Contains('/', StringComparison.Ordinal);

    /// <summary>The plan or the state in a file or a folder.</summary>
    internal static ComparedPlan Saved(string word, ResourcePlan? program)
    {
        var path = Directory.Exists(word) ? Path.Combine(word, PlanFile) : word;
        if (!File.Exists(path))
        {
            throw new StackFileException(path == word
                ? $"{word} does not exist. Give the name of a stack, or a plan that plan --out wrote."
                : $"There is no {PlanFile} in {word}. Give a folder that plan --out wrote.");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) is not JsonObject document
                ? throw new FormatException("it is not a JSON object")
                : !StateExport.Is(document) ? SavedPlan.Read(document, word)
                : program is null ? throw new FormatException("it is a state, which is what a program is compared with: give it first")
                : StateExport.Read(document, word, program);
        }
        catch (JsonException mistake)
        {
            throw new StackFileException($"{path} cannot be compared: it is not valid JSON: {mistake.Message}");
        }
        catch (Exception mistake) when (mistake is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StackFileException($"{path} cannot be compared: {mistake.Message}.");
        }
    }
}
