using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Sovereignty;
using Infra.Specification;

namespace Infra.Rules.Delivery;

/// <summary>What is wrong with a place in a Git repository, for each rule about one: its text becomes part of a template, in which braces
/// would mean something.</summary>
internal static partial class GitSource
{
    /// <summary>The mistakes.</summary>
    /// <param name="code">Code of the rule.</param>
    /// <param name="path">Path of what is described.</param>
    /// <param name="member">Its member with the URL.</param>
    /// <param name="url">The URL.</param>
    /// <param name="revision">Branch, tag or commit.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="hasLogin">Whether the stack names credentials.</param>
    internal static IEnumerable<Finding> Check(
        string code, string path, string member, string url, string revision, string folder, bool hasLogin)
    {
        var ssh = Ssh().IsMatch(url);
        if (!ssh && !Https().IsMatch(url))
        {
            // A password may be in it.
            yield return Finding.Error(
                code, $"{path}.{member}",
                "the value is not the URL of a Git repository; it is not shown, because it may hold a password. Allowed: " +
                "https://host/path, ssh://user@host/path or user@host:path, without a password.");
        }
        else if (ssh && !hasLogin)
        {
            yield return Finding.Error(
                code, $"{path}.credentialsSecret",
                $"\"{url}\" is read by SSH, which needs a key. Name the secret that holds it, or give the https URL.")
                with { ComparedWith = [$"{path}.{member}"] };
        }

        if (!Revision().IsMatch(revision) || revision.Contains("..", StringComparison.Ordinal))
        {
            yield return Finding.Error(
                code, $"{path}.revision",
                $"\"{revision}\" is not the name of a branch, a tag or a commit (https://git-scm.com/docs/git-check-ref-format).");
        }

        if (folder.Split('/').Any(part => !Folder().IsMatch(part)))
        {
            yield return Finding.Error(
                code, $"{path}.path",
                $"\"{folder}\" is not a folder of the repository. Allowed: names of letters, digits, dots, hyphens and underscores " +
                "that begin with a letter or a digit, with a slash between them and none at either end.");
        }
    }

    /// <summary>The mistakes, and whether its host is in a public cloud outside the declared borders.</summary>
    internal static IEnumerable<Finding> Check(
        string code, string path, string member, string url, string revision, string folder, bool hasLogin, SovereigntySpec borders) =>
        Check(code, path, member, url, revision, folder, hasLogin)
            .Concat(OutsideReason(borders, url) is { } reason
                ? [Finding.Error(code, $"{path}.{member}", reason)
                    with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] }]
                : Array.Empty<Finding>());

    /// <summary>Why a repository may not be where it is; null where nothing is known against it.</summary>
    internal static string? OutsideReason(SovereigntySpec borders, string url) =>
        Host(url) is { } host && Abroad.CanTell(borders) ? Abroad.Reason(borders, host) : null;

    // https://host/path, ssh://user@host/path, user@host:path
    private static string? Host(string repository)
    {
        var rest = repository[(repository.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        var end = rest.IndexOfAny(['/', ':']);
        var host = (end < 0 ? rest : rest[..end]).Split('@')[^1];
        return host.Length == 0 ? null : host;
    }

    [GeneratedRegex(@"\Ahttps://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)+\z")]
    private static partial Regex Https();

    [GeneratedRegex(
        @"\A(ssh://[A-Za-z0-9._-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)+" +
        @"|[A-Za-z0-9._-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*)\z")]
    private static partial Regex Ssh();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]*(?<![./])\z")]
    private static partial Regex Revision();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Folder();
}
