using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Tests.Fuzz;

/// <summary>Spoils stack files as people, editors, merges and attackers do.</summary>
/// <param name="corpus">The stack files to begin with.</param>
internal sealed partial class StackMutator(ImmutableArray<string> corpus)
{
    // What is special to some reader of YAML, to a rule, or to a document that a value ends up in.
    private static readonly string[] _hostile =
    [
        "", "~", "null", "true", "no", "0", "-1", "1.35", "010", "0x1f", "1e400", ".inf", ".nan", "99999999999999999999", "2147483648",
        "'", "\"", "[", "]", "{", "}", "[]", "{}", "[~]", "{ a: ~ }", "[[[[[[[[[[", "*a", "&a", "&a x", "*a *a", "\"1.35\"*a", "&a [*a]",
        "!!str 1", "!!binary x", "!!int x", "!<x> y", "!", "|", ">-", "|9", "? x", "- x", "- ", ": x", "<<: { a: b }", "a: b: c", "# x",
        "---", "...", "%YAML 1.2", "%TAG ! x", "@x", "`x`", "\t", "\t- x", "\0", "\u0001", "\u0085", "\u2028", "\u202e", "\ufeff", "\ud800",
        "\"\\0\"", "\"\\u202e\"", "\"\\ud800\"", "\"\\x", "é", "😀", "${x}", "$(id)", "{{ x }}", "{ secure: x }", "{ secure: }",
        "{ fn::secret: x }", "{ like: edge }", "like: a", "../../x", "/", ".", "..", " ", "a b", "-", "A", "10.0.0.0/0", "0.0.0.0/32",
        "10.0.0.0/33", "::/0", "fd00::/8", "256.1.1.1", "https://", "https://[", "http://a:99999", "https://a@b/c?d#e", "arn:aws:iam::x",
        "eu-central-1", "westeurope", "berlin", "9999-99-99", "2027-01-01", "* * * * *", "0 0 31 2 *", "* * * *", "1.99", "v1.35.1+k3s1",
        "-----BEGIN CERTIFICATE-----", "MIIB", "p5.48xlarge", "h100", "1g.10gb", "sha256:x", "x@sha256:0", "clusters[0]", "*",
    ];

    private readonly string[][] _lines = [.. corpus.Select(text => text.Split('\n'))];
    private readonly string[] _values =
        [.. corpus.SelectMany(text => Value().Matches(text).Select(match => match.Value)).Distinct(StringComparer.Ordinal)];
    private readonly string[] _keys =
        [.. corpus.SelectMany(text => Key().Matches(text).Select(match => match.Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>A spoiled stack file; the same one for the same number.</summary>
    internal string Spoiled(int number)
    {
        var random = new Random(number);
        var text = corpus[random.Next(corpus.Length)];
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            text = Step(text, random);
        }

        return text;
    }

    private string Step(string text, Random random) => random.Next(14) switch
    {
        0 => InLines(text, random, (lines, at) => lines.RemoveAt(at)),
        1 => InLines(text, random, (lines, at) => lines.Insert(random.Next(lines.Count), lines[at])),
        2 => InLines(text, random, (lines, at) =>
        {
            var other = random.Next(lines.Count);
            (lines[at], lines[other]) = (lines[other], lines[at]);
        }),
        3 => InLines(text, random, (lines, at) => lines[at] = random.Next(2) == 0
            ? new string(' ', random.Next(1, 5)) + lines[at]
            : lines[at][Math.Min(lines[at].TakeWhile(letter => letter == ' ').Count(), random.Next(1, 5))..]),
        4 => InLines(text, random, (lines, at) =>
        {
            var other = One(_lines, random);
            var from = random.Next(other.Length);
            lines.RemoveRange(at, random.Next(Math.Min(8, lines.Count - at)));
            lines.InsertRange(at, other.Skip(from).Take(random.Next(1, 12)));
        }),
        5 => Replaced(Value(), text, One(_hostile, random), random),
        6 => Replaced(Value(), text, One(_hostile, random), random),
        7 => Replaced(Value(), text, One(_values, random), random),
        8 => Replaced(Value(), text, One(_values, random), random),
        9 => Replaced(Key(), text, One(random.Next(4) == 0 ? _hostile : _keys, random), random),
        10 => text.Insert(random.Next(text.Length + 1), One(_hostile, random)),
        11 => text.Length == 0 ? text : text.Remove(random.Next(text.Length), 1),
        12 => WithAnchor(text, random),
        _ => Cut(text, random),
    };

    private static T One<T>(T[] choices, Random random) => choices[random.Next(choices.Length)];

    private static string InLines(string text, Random random, Action<List<string>, int> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines, random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    private static string Replaced(Regex pattern, string text, string by, Random random)
    {
        var matches = pattern.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        var match = matches[random.Next(matches.Count)];
        return new StringBuilder(text).Remove(match.Index, match.Length).Insert(match.Index, by).ToString();
    }

    // A value with a name, which stands for another as well.
    private static string WithAnchor(string text, Random random)
    {
        var matches = Value().Matches(text);
        if (matches.Count < 2)
        {
            return text;
        }

        var first = matches[random.Next(matches.Count - 1)];
        var second = matches[random.Next(matches.Count)];
        var before = new StringBuilder(text).Insert(first.Index, "&a ");
        return second.Index > first.Index
            ? before.Remove(second.Index + 3, second.Length).Insert(second.Index + 3, "*a").ToString()
            : before.ToString();
    }

    // One part is lost: the end, the beginning, or something in between.
    private static string Cut(string text, Random random)
    {
        var (from, to) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
        return random.Next(3) switch
        {
            0 => text[..from],
            1 => text[from..],
            _ => text.Remove(Math.Min(from, to), Math.Min(Math.Abs(to - from), 200)),
        };
    }

    [GeneratedRegex(@"(?<=: |- |\[|, )[^\s,\]\}\[\{:][^,\n\]\}]*")]
    private static partial Regex Value();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9:-]*(?=: |:\n)")]
    private static partial Regex Key();
}
