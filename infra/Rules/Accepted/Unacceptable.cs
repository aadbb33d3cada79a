namespace Infra.Rules.Accepted;

/// <summary>Errors with which no stack may live, and why: they protect data inside the borders, or what the other rules rely on.</summary>
public static class Unacceptable
{
    private const string Borders = "it keeps data inside the borders";

    // By code, or by the letters of a group of codes.
    private const string Reasons = $"""
        SPEC the program would not do what the stack file says
        SOV {Borders}
        ADD106 {Borders}
        CLU019 a text that names no secret may be the secret itself
        CLU064 it keeps the internet from the Kubernetes API
        CLU090 such a text can change the meaning of what it is written into
        CLU107 {Borders}
        CLU172 it keeps traffic encrypted
        TEAM008 {Borders}
        TEAM009 {Borders}
        PLN001 a resource could be created in any account and region
        PLN002 it keeps the internet out
        PLN003 it keeps the internet out
        PLN004 it keeps the internet from data
        PLN005 it keeps the internet from data
        PLN006 it keeps the internet out
        PLN007 it keeps the internet from the Kubernetes API
        PLN008 it keeps data encrypted with the company's keys
        PLN009 it keeps data and keys from being deleted by mistake
        PLN010 {Borders}
        """;

    private static readonly Dictionary<string, string> _reasons = Reasons.Split('\n')
        .Select(line => line.Split(' ', 2)).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

    /// <summary>Why an error cannot be accepted; null if it can.</summary>
    public static string? Why(string code) =>
        _reasons.GetValueOrDefault(code) ?? _reasons.GetValueOrDefault(code.TrimEnd("0123456789".ToCharArray()));

    /// <summary>The codes, and the letters of groups of codes.</summary>
    public static IEnumerable<string> Codes => _reasons.Keys;
}
