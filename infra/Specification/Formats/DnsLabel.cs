namespace Infra.Specification.Formats;

/// <summary>Names that can be part of host names and Kubernetes names (RFC 1123).</summary>
internal static class DnsLabel
{
    /// <summary>Whether a name is a label of at most <paramref name="longest"/> characters that starts with a letter.</summary>
    internal static bool Fits(string name, int longest)
    {
        if (name.Length == 0 || name.Length > longest || !char.IsAsciiLetterLower(name[0]) || name[^1] == '-')
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is allowed, for a message.</summary>
    internal static string Rule(int longest) =>
        $"at most {longest} lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen";
}
