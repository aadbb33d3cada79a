using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Infra.Cli.StackFiles;
using Infra.Specification;

namespace Infra.Cli.Diff;

/// <summary>A stack as it was in a revision of its Git repository: only its files are of that revision, the program is the one that
/// runs.</summary>
internal static class GitRevision
{
    /// <summary>The stack.</summary>
    /// <param name="folder">The folder of the project, inside a clone.</param>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="revision">A commit, a branch or a tag, as Git takes it.</param>
    /// <returns>Null where the revision has no such stack.</returns>
    /// <exception cref="StackFileException">Git, the revision or a file of it cannot be read.</exception>
    internal static async Task<StackInputs?> ReadAsync(DirectoryInfo folder, string stack, string revision)
    {
        var copy = Directory.CreateTempSubdirectory("platform-diff-");
        try
        {
            var commit = Encoding.ASCII.GetString(
                await GitAsync(folder, "rev-parse", "--verify", "--end-of-options", $"{revision}^{{commit}}")).Trim();
            foreach (var file in new[] { "Pulumi.yaml", $"Pulumi.{stack}.yaml" })
            {
                if ((await GitAsync(folder, "ls-tree", "--name-only", commit, "--", file)).Length == 0)
                {
                    return null;
                }

                var content = await GitAsync(folder, "cat-file", "blob", $"{commit}:./{file}");
                await File.WriteAllBytesAsync(Path.Combine(copy.FullName, file), content);
            }

            return StackFile.Read(copy, stack);
        }
        catch (StackFileException mistake)
        {
            throw new StackFileException($"At {revision}: {mistake.Message}");
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static async Task<byte[]> GitAsync(DirectoryInfo folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder.FullName, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" },
        };
        try
        {
            using var git = Process.Start(start)!;
            using var output = new MemoryStream();
            var error = git.StandardError.ReadToEndAsync();
            await git.StandardOutput.BaseStream.CopyToAsync(output);
            await git.WaitForExitAsync();
            return git.ExitCode == 0
                ? output.ToArray()
                : throw new StackFileException($"Git cannot read it: {(await error).Split('\n')[0].Trim()}");
        }
        catch (Win32Exception)
        {
            throw new StackFileException("--against needs Git, and there is no program git.");
        }
    }
}
