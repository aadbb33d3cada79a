using System.Collections;
using System.Globalization;
using Infra.AddOns;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Pools;
using Infra.Specification.Reading;

namespace Infra.Rules.Names;

/// <summary>CLU090: text is one line without control characters, wherever a stack file has it; certificates and public keys alone have
/// several lines. The organization is a label (CLU001), which says more.</summary>
public sealed class PlainText : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        (string Path, object Value)[] parts =
            [("sovereignty", platform.Sovereignty), ("trust", platform.Trust), ("backup", platform.Backup),
             ("observability", platform.Observability), ("accounts", platform.Accounts), ("sites", platform.Sites),
             ("members", platform.Members), ("clusters", platform.Clusters), ("groups", platform.Groups),
             ("teams", platform.Teams), ("accepted", platform.Accepted),
             .. platform.Hub is { } hub ? [("hub", hub)] : Array.Empty<(string, object)>(),
             .. platform.GitOps is { } gitOps ? [("gitOps", gitOps)] : Array.Empty<(string, object)>()];
        return
            from part in parts
            from text in Texts(part.Value, part.Path)
            let hidden = text.Value.FirstOrDefault(IsControl, defaultValue: ' ')
            where hidden != ' '
            // The text itself is not shown: it may be a secret where the name of one belongs.
            select Finding.Error(
                "CLU090", text.Path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the value contains U+{(int)hidden:X4} at character {text.Value.IndexOf(hidden, StringComparison.Ordinal) + 1}. " +
                    $"Allowed: one line without control characters."));
    }

    // Line separators are line breaks to some readers of YAML and to none of JSON.
    private static bool IsControl(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Certificates and public keys are the only texts of several lines.
    private static object? Shown(string member, object? value) => !member.TrimEnd('s').EndsWith("ertificate", StringComparison.Ordinal)
        && !member.TrimEnd('s').EndsWith("ublicKey", StringComparison.Ordinal)
            ? value
            : value switch { string lines => Joined(lines), IEnumerable<string> texts => texts.Select(Joined), _ => value };

    private static string Joined(string lines) => lines.Replace('\r', ' ').Replace('\n', ' ');

    private static IEnumerable<(string Path, string Value)> Texts(object? value, string path)
    {
        switch (value)
        {
            case null:
                return [];
            case string text:
                return [(path, text)];
            case IDictionary map:
                return map.Keys.Cast<string>().SelectMany(key => Texts(key, $"{path}.{key}").Concat(Texts(map[key], $"{path}.{key}")));
            case IEnumerable list:
                return list.Cast<object>().SelectMany((item, index) => Texts(item, $"{path}[{index}]"));
        }

        path = value switch { ClusterSpec cluster => cluster.Path, NodePoolSpec pool => pool.Path, _ => path };
        var members = RecordContract.Of(value.GetType()).Members
            .SelectMany(member => Texts(Shown(member.Name, member.Property.GetValue(value)), $"{path}.{member.Name}"));
        return value is not ClusterSpec owner ? members : members.Concat(
            owner.AddOns.SelectMany(addOn => Texts(addOn, $"{path}.addOns.{AddOnList.KeyOf(addOn.GetType())}")));
    }
}
