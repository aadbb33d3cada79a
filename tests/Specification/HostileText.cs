using FsCheck;
using FsCheck.Fluent;

namespace Infra.Tests.Specification;

/// <summary>Text that breaks whatever is made of it by concatenation, the same on every run.</summary>
internal static class HostileText
{
    private static readonly string[] _visible =
    [
        "\"", "'", "\\", ":", ": ", ",", ", ", ";", "#", " #", " ", "-", "- ", "---", "...", "%", "@", "&", "*", "!", "|", ">", "?", "=",
        "~",
        "[", "]", "{", "}", "<<", "$(id)", "`id`", "${HOME}", "$", "{{ .Values }}", "\\n", "null", "yes", "on", "1.30", "0x1F", "1e3",
        "2026-01-01", "END_OF_FILE", "AI_PLATFORM_SCRIPT", "é", "ﬁ", "漢", "😀", "👩‍👧", "\u00a0", "\u200f", "\u202e", "\ufeff",
    ];

    private static readonly string[] _control =
    [
        "\n", "\r", "\r\n", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u2028", "\n---\n", "\nEND_OF_FILE\n",
    ];

    /// <summary>Texts of one line.</summary>
    public static Gen<string> OneLine { get; } = Text(Gen.Elements(_visible));

    /// <summary>Texts with and without control characters and line breaks.</summary>
    public static Gen<string> Any { get; } = Text(Gen.Frequency((4, Gen.Elements(_visible)), (1, Gen.Elements(_control))));

    /// <summary>Checks a property with texts, the same ones on every run.</summary>
    public static void Check(int cases, Gen<string[]> texts, Action<string[]> property) =>
        Prop.ForAll(Arb.From(texts), property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(20_261_129, 1).WithQuietOnSuccess(true));

    private static Gen<string> Text(Gen<string> part) => Gen.Choose(1, 6).SelectMany(part.ArrayOf).Select(string.Concat);
}
