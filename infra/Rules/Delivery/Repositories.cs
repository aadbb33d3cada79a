using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Delivery;

namespace Infra.Rules.Delivery;

/// <summary>ADD105: the repository, its revision and its folder are such as Argo CD and Git read; their text becomes part of a template, in
/// which braces would mean something.</summary>
public sealed partial class Repositories : ISpecRule
{
    private const string Code = "ADD105";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) => platform.GitOps is { } gitOps ? Check(gitOps) : [];

    private static IEnumerable<Finding> Check(GitOpsSpec gitOps)
    {
        var ssh = Ssh().IsMatch(gitOps.Repository);
        if (!ssh && !Https().IsMatch(gitOps.Repository))
        {
            // A password may be in it.
            yield return Finding.Error(
                Code, "gitOps.repository",
                "the value is not the URL of a Git repository; it is not shown, because it may hold a password. Allowed: " +
                "https://host/path, ssh://user@host/path or user@host:path, without a password.");
        }
        else if (ssh && gitOps.CredentialsSecret is null)
        {
            yield return Finding.Error(
                Code, "gitOps.credentialsSecret",
                $"\"{gitOps.Repository}\" is read by SSH, which needs a key. Name the secret that holds it, or give the https URL.")
                with { ComparedWith = ["gitOps.repository"] };
        }

        if (!Revision().IsMatch(gitOps.Revision) || gitOps.Revision.Contains("..", StringComparison.Ordinal))
        {
            yield return Finding.Error(
                Code, "gitOps.revision",
                $"\"{gitOps.Revision}\" is not the name of a branch, a tag or a commit (https://git-scm.com/docs/git-check-ref-format).");
        }

        if (gitOps.Path.Split('/').Any(part => !Folder().IsMatch(part)))
        {
            yield return Finding.Error(
                Code, "gitOps.path",
                $"\"{gitOps.Path}\" is not a folder of the repository. Allowed: names of letters, digits, dots, hyphens and underscores " +
                "that begin with a letter or a digit, with a slash between them and none at either end.");
        }
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
