using System.Text.RegularExpressions;
using Infra.AddOns.Backup;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Storage;

/// <summary>CLU220: a tier of backups has a name of its own, and it says in one way what it backs up.</summary>
public sealed partial class BackupTiers : ISpecRule
{
    private const int MostLetters = 40;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var tiers = platform.Backup.Tiers;
        for (var index = 0; index < tiers.Length; index++)
        {
            var (tier, path) = (tiers[index], $"backup.tiers[{index}]");
            if (tier.Name == Velero.PlatformSchedule)
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.name",
                    $"\"{tier.Name}\" is the schedule for the whole cluster. Give the tier another name; what it backs up is said by of.");
            }
            else if (tier.Name == Velero.SecondStore)
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.name",
                    $"\"{tier.Name}\" is the schedule for the second store of a site (backupCopy). Give the tier another name.");
            }
            else if (tier.Name.Length > MostLetters || !Label().IsMatch(tier.Name))
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.name",
                    $"\"{tier.Name}\" is not the name of a schedule. Allowed: at most {MostLetters} lower-case letters, digits and " +
                    "hyphens, beginning and ending with a letter or a digit.");
            }
            else if (Array.FindIndex([.. tiers], other => other.Name == tier.Name) is var first && first < index)
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.name", $"\"{tier.Name}\" is also the name of backup.tiers[{first}]. Give each tier its own.")
                    with { ComparedWith = [$"backup.tiers[{first}].name"] };
            }

            if (tier.Of == BackupScope.Namespaces && tier.Namespaces.IsEmpty)
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.namespaces",
                    "namespaces is empty, so every backup of this tier would hold nothing of its own. Give at least one namespace.");
            }
            else if (tier.Of != BackupScope.Namespaces && !tier.Namespaces.IsEmpty)
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.namespaces",
                    $"namespaces are given, but the tier is of {Spelling.Of(tier.Of)}. Leave them out, or set of to namespaces.");
            }

            foreach (var name in tier.Namespaces.Where(name => !Pattern().IsMatch(name)))
            {
                yield return Finding.Error(
                    "CLU220", $"{path}.namespaces",
                    $"\"{name}\" is not the name of a namespace, nor a pattern for names with * and ?, so every backup would fail. " +
                    "Allowed: names, and patterns with at least one letter or digit.");
            }
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();

    // Velero refuses a star beside other names, and one alone is the schedule for the whole cluster.
    [GeneratedRegex(@"\A(?=.{1,63}\z)(?=.*[a-z0-9])[a-z0-9*?]([a-z0-9*?-]*[a-z0-9*?])?\z")]
    private static partial Regex Pattern();
}
